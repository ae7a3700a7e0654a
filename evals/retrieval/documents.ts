import { AppError } from '../../db/kernel/errors.ts'
import type { Article } from '../../db/packs/pack.ts'
import { fieldOf, readRows } from '../data/read-rows.ts'

export interface Question {
  id: string
  text: string
  /** The document that answers it. */
  docid: string
}

export interface Document {
  docid: string
  /** Empty where the file has none. */
  title: string
  text: string
}

export interface RetrievalData {
  documents: Document[]
  questions: Question[]
}

export interface RetrievalFields {
  question: string
  /** The answer's text, where questions and answers stand in one file. */
  answer: string
}

function required(rows: unknown[], file: string): void {
  if (rows.length === 0) throw new AppError('evals.no-rows', { file })
}

/** Questions with their answers in the same rows: equal answers are one document, because any of them is right. */
function fromPairs(
  rows: Awaited<ReturnType<typeof readRows>>,
  fields: RetrievalFields,
): RetrievalData {
  const byText = new Map<string, string>()
  const questions: Question[] = []
  for (const { line, values } of rows) {
    const text = fieldOf(values, fields.question).trim()
    const answer = fieldOf(values, fields.answer).trim()
    if (text === '' || answer === '') continue
    const id = fieldOf(values, 'id') || String(line)
    const docid = byText.get(answer) ?? id
    byText.set(answer, docid)
    questions.push({ id, text, docid })
  }
  return { documents: [...byText].map(([text, docid]) => ({ docid, title: '', text })), questions }
}

/** Reads `{docid, text}` and `{id, docid, question}`, or one file of question and answer pairs. */
export async function readRetrievalData(
  files: { documents?: string | undefined; questions: string },
  fields: RetrievalFields,
): Promise<RetrievalData> {
  const rows = await readRows(files.questions)
  if (files.documents === undefined) {
    const data = fromPairs(rows, fields)
    required(data.questions, files.questions)
    return data
  }
  const documents = (await readRows(files.documents))
    .map(({ values }) => ({
      docid: fieldOf(values, 'docid'),
      title: fieldOf(values, 'title'),
      text: fieldOf(values, 'text'),
    }))
    .filter(({ docid, text }) => docid !== '' && text !== '')
  const known = new Set(documents.map(({ docid }) => docid))
  const questions = rows
    .map(({ line, values }) => ({
      id: fieldOf(values, 'id') || String(line),
      text: fieldOf(values, fields.question).trim(),
      docid: fieldOf(values, 'docid'),
    }))
    .filter(({ text, docid }) => text !== '' && known.has(docid))
  required(documents, files.documents)
  required(questions, files.questions)
  return { documents, questions }
}

/** A document as the product's search takes it: an article without question forms. */
export function toArticle({ docid, title, text }: Document): Article {
  return {
    id: docid,
    title,
    questions: [],
    topics: [],
    service_codes: [],
    jurisdiction: '',
    audience: '',
    owner: '',
    source: { title: '', issuer: '', date: '' },
    valid_from: '',
    valid_until: null,
    review_due: '',
    verify_before: '',
    version: 1,
    state: 'published',
    body: text,
  }
}
