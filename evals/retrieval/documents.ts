import { AppError } from '../../db/kernel/errors.ts'
import type { Article } from '../../db/packs/pack.ts'
import { columnNames, fieldOf, readRows } from '../data/read-rows.ts'

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
  /** Rows that were left out, said aloud. */
  warnings: string[]
}

export interface RetrievalFields {
  question: string
  /** The answer's text, where questions and answers stand in one file. */
  answer: string
}

function required(found: unknown[], at: { file: string; rows: Rows }): void {
  if (found.length > 0) return
  const flags = '--question-field 和 --answer-field'
  throw new AppError('evals.no-rows', { file: at.file, flags, columns: columnNames(at.rows) })
}

const isComplete = ({ text, docid }: { text: string; docid: string }) => text !== '' && docid !== ''

function warn(what: string, count: number): string[] {
  return count === 0 ? [] : [`${count} 行${what}，未采用。`]
}

/** Two questions of one id would be one case: the line tells them apart. */
function withOwnIds(questions: readonly (Question & { line: number })[]): Question[] {
  const taken = new Set<string>()
  return questions.map(({ id, line, text, docid }) => {
    const own = id === '' || taken.has(id) ? `${id}#${line}` : id
    taken.add(own)
    return { id: own, text, docid }
  })
}

type Rows = Awaited<ReturnType<typeof readRows>>

/** Questions with their answers in the same rows: equal answers are one document, because any of them is right. */
function fromPairs(rows: Rows, fields: RetrievalFields): RetrievalData {
  const byText = new Map<string, string>()
  const all = rows.map(({ line, values }) => {
    const answer = fieldOf(values, fields.answer).trim()
    const docid = answer === '' ? '' : (byText.get(answer) ?? `answer-${line}`)
    const text = fieldOf(values, fields.question).trim()
    if (text !== '' && answer !== '') byText.set(answer, docid)
    return { id: fieldOf(values, 'id'), line, text, docid }
  })
  const questions = all.filter(isComplete)
  return {
    documents: [...byText].map(([text, docid]) => ({ docid, title: '', text })),
    questions: withOwnIds(questions),
    warnings: warn('没有问题或没有答案', all.length - questions.length),
  }
}

function toDocument({ values }: Rows[number], fields: RetrievalFields): Document {
  return {
    docid: fieldOf(values, 'docid') || fieldOf(values, 'id'),
    title: fieldOf(values, 'title'),
    text: fieldOf(values, 'text') || fieldOf(values, 'body') || fieldOf(values, fields.answer),
  }
}

/** Reads `{docid, text}` and `{id, docid, question}`, or one file of question and answer pairs. */
export async function readRetrievalData(
  files: { documents?: string | undefined; questions: string },
  fields: RetrievalFields,
): Promise<RetrievalData> {
  const rows = await readRows(files.questions)
  if (files.documents === undefined) {
    const data = fromPairs(rows, fields)
    required(data.questions, { file: files.questions, rows })
    return data
  }
  const sheets = await readRows(files.documents)
  const given = sheets.map((row) => toDocument(row, fields))
  const documents = [...new Map(given.filter(isComplete).map((d) => [d.docid, d])).values()]
  const known = new Set(documents.map(({ docid }) => docid))
  const all = rows.map(({ line, values }) => ({
    id: fieldOf(values, 'id'),
    line,
    text: fieldOf(values, fields.question).trim(),
    docid: fieldOf(values, 'docid'),
  }))
  const asked = all.filter(isComplete)
  const questions = asked.filter(({ docid }) => known.has(docid))
  required(documents, { file: files.documents, rows: sheets })
  required(questions, { file: files.questions, rows })
  return {
    documents,
    questions: withOwnIds(questions),
    warnings: [
      ...warn('文档没有编号、没有文字或编号重复', given.length - documents.length),
      ...warn('没有问题或没有文档编号', all.length - asked.length),
      ...warn('问题的文档不在文档里', asked.length - questions.length),
    ],
  }
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
