import type { ArticleDiff, LineDiff } from '../../kb/article/diff-articles.ts'
import type { ImportOutcome } from '../../kb/import/import-articles.ts'
import type { UploadResult } from '../../kb/import/import-upload.ts'
import type { ImportItem, ImportResult } from '../protocol/kb-import-api.ts'

const AROUND = 2
const MOST_LINES = 200
const MOST_HINTS = 3
const LONGEST = 200
const EXCERPT = 160

const near = (lines: readonly LineDiff[], at: number) =>
  lines.slice(Math.max(0, at - AROUND), at + AROUND + 1).some(({ kind }) => kind !== 'same')

/** The lines that change with two around them: a preview of a thousand articles carries no whole books. */
function shorten({ fields, body }: ArticleDiff): ArticleDiff {
  return { fields, body: body.filter((_, at) => near(body, at)).slice(0, MOST_LINES) }
}

const excerptOf = ({ body }: ArticleDiff) =>
  body
    .map(({ text }) => text.replace(/^#+ */, ''))
    .filter((text) => text.trim() !== '')
    .join(' ')
    .slice(0, EXCERPT)

function showItem(outcome: ImportOutcome): ImportItem {
  const { kind, diff, similar, contradictions } = outcome
  return {
    source_id: outcome.sourceId,
    title: outcome.title,
    kind,
    problem: outcome.problem,
    notes: outcome.notes,
    excerpt: kind === 'new' && diff ? excerptOf(diff) : '',
    diff: kind === 'changed' && diff ? shorten(diff) : null,
    similar: similar.slice(0, MOST_HINTS).map((hint) => ({
      ...hint,
      mine: hint.mine.slice(0, LONGEST),
      theirs: hint.theirs.slice(0, LONGEST),
    })),
    contradictions: contradictions.slice(0, MOST_HINTS),
    article_id: outcome.articleId,
  }
}

export function showImport({ upload, outcomes }: UploadResult): ImportResult {
  const { id, files, doneAt } = upload
  return { id, done: doneAt !== null, files, items: outcomes.map(showItem) }
}
