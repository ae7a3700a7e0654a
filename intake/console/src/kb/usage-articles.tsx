import { Button } from 'antd'
import { useState } from 'react'
import type { ArticleUsage } from '../../../protocol/kb-use-api.ts'
import { linkTo } from '../router.ts'

type Column = 'all' | 'view' | 'chat' | 'call' | 'helpful' | 'unhelpful'

const columns: readonly { name: Column; zh: string }[] = [
  { name: 'all', zh: '合计' },
  { name: 'view', zh: '查看' },
  { name: 'chat', zh: '对话引用' },
  { name: 'call', zh: '来电引用' },
  { name: 'helpful', zh: '有帮助' },
  { name: 'unhelpful', zh: '没有帮助' },
]

const FEW = 30
const countOf = (one: ArticleUsage, column: Column) =>
  column === 'all' ? one.view + one.chat + one.call : one[column]

/** Article by article, by the column that somebody chose. */
export function UsageArticles({ articles }: { articles: readonly ArticleUsage[] }) {
  const [by, setBy] = useState<Column>('all')
  const [all, setAll] = useState(false)
  const sorted = [...articles].sort((a, b) => countOf(b, by) - countOf(a, by))
  const shown = all ? sorted : sorted.slice(0, FEW)
  if (articles.length === 0) {
    return <p className="hint">这段时间还没有条目被查看、引用或者评价。</p>
  }
  return (
    <section aria-label="各条目的使用">
      <h2>各条目的使用（{articles.length}）</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reached by keyboard */}
      <div className="table-box" tabIndex={0}>
        <table className="table kb-numbers">
          <thead>
            <tr>
              <th scope="col">条目</th>
              {columns.map(({ name, zh }) => (
                <th key={name} scope="col" aria-sort={by === name ? 'descending' : 'none'}>
                  <button type="button" className="kb-sort" onClick={() => setBy(name)}>
                    {zh}
                    <span aria-hidden="true">{by === name ? ' ↓' : ''}</span>
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((one) => (
              <tr key={one.key}>
                <th scope="row">
                  <a href={linkTo('kb', `a~${one.id}`)}>{one.title}</a>
                  <div className="hint">{one.owner}</div>
                  {one.reasons.length > 0 && (
                    <div className="hint">没有帮助的原因：{one.reasons.join('；')}</div>
                  )}
                </th>
                {columns.map(({ name }) => (
                  <td key={name}>{countOf(one, name)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {sorted.length > shown.length && (
        <Button onClick={() => setAll(true)}>全部 {sorted.length} 条</Button>
      )}
    </section>
  )
}
