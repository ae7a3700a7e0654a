import type { ArticleDiff } from '../../../protocol/kb-desk-api.ts'

const marks = { same: ' ', added: '+', removed: '−' } as const
const words = { same: '', added: '新增：', removed: '删去：' } as const

/** Field by field, then the text line by line; a mark and a word carry what the colour shows. */
export function DiffView({ diff }: { diff: ArticleDiff }) {
  if (diff.fields.length === 0 && diff.body.length === 0) {
    return <p className="hint">与现行版本相同。</p>
  }
  return (
    <div className="kb-diff">
      {diff.fields.map(({ field, label, before, after }) => (
        <p key={field}>
          <b>{label}</b>：{before !== '' && <del>{before}</del>} <ins>{after || '（空）'}</ins>
        </p>
      ))}
      {diff.body.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reached by keyboard
        <ol className="kb-lines" tabIndex={0} aria-label="正文差异">
          {diff.body.map(({ kind, text }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name
            <li key={at} className={kind}>
              <span aria-hidden="true">{marks[kind]}</span>
              <span className="sr-only">{words[kind]}</span>
              {text}
            </li>
          ))}
        </ol>
      )}
    </div>
  )
}
