import type { DiffRow } from './diff-text.ts'

/** Proposal against decision, one line for each field that differs. */
export function DiffList({ rows }: { rows: readonly DiffRow[] }) {
  return (
    <ul className="diff" aria-label="与建议的差别">
      {rows.map((row) => (
        <li key={row.field}>
          <span className="diff-label">{row.label}</span> <del>{row.proposed}</del>
          <span className="diff-arrow"> → </span>
          <ins>{row.decided}</ins>
        </li>
      ))}
    </ul>
  )
}
