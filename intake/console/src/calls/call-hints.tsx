import { Alert, Button, Input } from 'antd'
import { useState } from 'react'
import type {
  ArticleHint,
  CallDetail,
  RepeatItem,
  Understanding,
} from '../../../protocol/call-api.ts'
import { useConsole } from '../session/console-context.ts'
import { errorText } from '../shared/states.tsx'
import { showStamp } from '../shared/times.ts'

/** R11-1: shown before anything else, with the one press that logs the transfer. */
export function EmergencyBanner({
  understanding,
  detail,
  onLook,
}: {
  understanding: Understanding | null
  detail: CallDetail | null
  onLook: () => void
}) {
  const { client } = useConsole()
  const [logged, setLogged] = useState(detail?.transfers ?? [])
  const [failed, setFailed] = useState('')
  const emergency = understanding?.emergency
  if (!emergency) return null
  const log = () => {
    if (!detail) return
    client.calls.transfer(detail.id, emergency.number).then(
      (entry) => setLogged((old) => [...old, entry]),
      (error: unknown) => setFailed(errorText(error)),
    )
  }
  return (
    <Alert
      className="emergency-banner"
      type="error"
      showIcon
      title={`紧急警情：请立即转接 ${emergency.number}（条例第 11 条第（1）项）`}
      description={
        <>
          {emergency.words !== '' && (
            <button type="button" className="link" onClick={onLook}>
              依据“{emergency.words}”
            </button>
          )}
          {logged.map((row) => (
            <span key={row.at} className="hint">
              {' '}
              {showStamp(row.at)} {row.by} 已转 {row.number}
            </span>
          ))}
          {failed !== '' && <span className="wrong"> {failed}</span>}
        </>
      }
      action={
        <Button danger type="primary" disabled={!detail} onClick={log}>
          已转接 {emergency.number}，记录
        </Button>
      }
    />
  )
}

interface ArticlesProps {
  suggested: readonly ArticleHint[]
  answer: string | null
  chosen: readonly string[]
  onChoose: (key: string) => void
}

/** Articles to read from while talking; searching by any words. */
export function ArticlesPanel({ suggested, answer, chosen, onChoose }: ArticlesProps) {
  const { client } = useConsole()
  const [found, setFound] = useState<ArticleHint[] | null>(null)
  const shown = found ?? suggested
  const search = (text: string) => {
    if (text.trim() === '') return setFound(null)
    client.calls.articles(text.trim()).then(
      ({ items }) => setFound(items),
      () => setFound([]),
    )
  }
  return (
    <section className="hints" aria-label="知识建议">
      <div className="hints-head">
        <h3>知识建议</h3>
        <Input.Search
          id="article-search"
          size="small"
          allowClear
          aria-label="搜索知识"
          placeholder="搜索知识 Alt K"
          onSearch={search}
        />
      </div>
      {answer !== null && <p className="answer plain">{answer}</p>}
      {shown.length === 0 && <p className="hint">说到相关内容时自动给出。</p>}
      <ul>
        {shown.map((article) => (
          <li key={article.key}>
            <label>
              <input
                type="checkbox"
                checked={chosen.includes(article.key)}
                onChange={() => onChoose(article.key)}
              />
              <span>
                <strong>{article.title}</strong>
                <small>{article.source}</small>
                <span className="hint">{article.excerpt}</span>
              </span>
            </label>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** R11-3: a repeat without new facts makes no new order; whether it is one, the operator decides. */
export function RepeatsPanel({ repeats }: { repeats: readonly RepeatItem[] }) {
  if (repeats.length === 0) return null
  return (
    <section className="hints repeats" aria-label="可能重复">
      <h3>可能重复 {repeats.length} 件</h3>
      <ul>
        {repeats.map((row) => (
          <li key={row.request_id}>
            <strong>{row.title}</strong>
            <span className="hint">
              {row.request_no} · {row.status_text} · {showStamp(row.received_at)} · {row.why}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
