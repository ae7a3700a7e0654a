import type { ArticleContent } from './article-content.ts'
import { fileSize } from './file-texts.ts'

export interface FieldDiff {
  field: string
  label: string
  before: string
  after: string
}

export interface LineDiff {
  kind: 'same' | 'added' | 'removed'
  text: string
}

export interface ArticleDiff {
  fields: FieldDiff[]
  /** The body line by line; empty where it is the same. */
  body: LineDiff[]
}

const labels: [string, (content: ArticleContent) => string][] = [
  ['标题', ({ title }) => title],
  ['问法', ({ questions }) => questions.join('\n')],
  ['主题', ({ topics }) => topics.join('、')],
  ['事项分类', ({ service_codes }) => service_codes.join('、')],
  ['服务网点', ({ service_points }) => service_points.join('、')],
  ['适用地区', ({ jurisdiction }) => jurisdiction],
  ['适用人群', ({ audience }) => audience],
  ['主管单位', ({ owner }) => owner],
  [
    '来源',
    ({ source }) =>
      [source.title, source.issuer, source.date, source.url]
        .filter((part) => part !== '')
        .join('，'),
  ],
  ['生效日期', ({ valid_from }) => valid_from],
  ['有效期至', ({ valid_until }) => valid_until],
  ['复核日期', ({ review_due }) => review_due],
  ['核对期限', ({ verify_before }) => verify_before],
  [
    '附件',
    // The end of the id: another file of the same name and size is a change too.
    ({ attachments }) =>
      attachments
        .map(({ id, name, size }) => `${name}（${fileSize(size)}，编号 ${id.slice(-6)}）`)
        .join('\n'),
  ],
]

/** For each pair of positions, how many lines the rests have in common in order. */
function commonLengths(before: readonly string[], after: readonly string[]) {
  const width = after.length + 1
  const lengths = new Uint16Array((before.length + 1) * width)
  const at = (i: number, j: number) => lengths[i * width + j] ?? 0
  for (let i = before.length - 1; i >= 0; i -= 1) {
    for (let j = after.length - 1; j >= 0; j -= 1) {
      const same = before[i] === after[j]
      lengths[i * width + j] = same ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
  }
  return at
}

/** By the longest common subsequence of lines; bodies are at most some hundred lines. */
function diffLines(before: readonly string[], after: readonly string[]): LineDiff[] {
  const at = commonLengths(before, after)
  const lines: LineDiff[] = []
  let i = 0
  let j = 0
  const removes = () => i < before.length && (j >= after.length || at(i + 1, j) >= at(i, j + 1))
  while (i < before.length || j < after.length) {
    if (i < before.length && before[i] === after[j]) {
      lines.push({ kind: 'same', text: before[i] ?? '' })
      i += 1
      j += 1
    } else if (removes()) {
      lines.push({ kind: 'removed', text: before[i] ?? '' })
      i += 1
    } else {
      lines.push({ kind: 'added', text: after[j] ?? '' })
      j += 1
    }
  }
  return lines
}

/** Beyond so many lines the whole text is shown as exchanged: nobody reads such a diff. */
const MOST_LINES = 3_000

/** What a version changes (pure): field by field in words, the body line by line. Against nothing, everything is new. */
export function diffArticles(before: ArticleContent | null, after: ArticleContent): ArticleDiff {
  const fields = labels.flatMap(([label, read]): FieldDiff[] => {
    const [old, fresh] = [before ? read(before) : '', read(after)]
    return old === fresh ? [] : [{ field: label, label, before: old, after: fresh }]
  })
  if (before?.body === after.body) return { fields, body: [] }
  const old = before && before.body !== '' ? before.body.split('\n') : []
  const fresh = after.body.split('\n')
  if (old.length > MOST_LINES || fresh.length > MOST_LINES) {
    const removed = old.map((text): LineDiff => ({ kind: 'removed', text }))
    return {
      fields,
      body: [...removed, ...fresh.map((text): LineDiff => ({ kind: 'added', text }))],
    }
  }
  return { fields, body: diffLines(old, fresh) }
}

export const isSame = ({ fields, body }: ArticleDiff): boolean =>
  fields.length === 0 && body.length === 0
