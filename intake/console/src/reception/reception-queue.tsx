import { Button, Tag } from 'antd'
import type { ReceptionItem } from '../../../protocol/reception-api.ts'
import { linkTo } from '../router.ts'
import { useConsole } from '../session/console-context.ts'
import { ErrorNote, Loading, Nothing } from '../shared/states.tsx'
import { useNow } from '../shared/use-now.ts'

const MINUTE = 60_000

const reasonTexts: Record<string, string> = {
  asked: '要求人工',
  self_harm: '有轻生表示',
  unanswered: '助手答不了',
}
export const reasonText = (reason: string): string => reasonTexts[reason] ?? reason

function waited({ wanted_at }: ReceptionItem, now: number): string {
  return `等了 ${Math.max(0, Math.floor((now - Date.parse(wanted_at)) / MINUTE))} 分钟`
}

function attendant(item: ReceptionItem, me: string): string {
  return item.taken_by === me ? '我在接待' : `${item.taken_by_name ?? '同事'}接待中`
}

interface QueueProps {
  items: ReceptionItem[] | null
  error: unknown
  selected: string | null
  onReload: () => void
}

/** Those who wait, the urgent and then the longest first, and those who speak to somebody. */
export function ReceptionQueue({ items, error, selected, onReload }: QueueProps) {
  const waiting = items?.filter((item) => item.state === 'waiting') ?? []
  const taken = items?.filter((item) => item.state === 'taken') ?? []
  return (
    <>
      <div className="panel-head">
        <h2>人工接待</h2>
        <Button size="small" onClick={onReload}>
          刷新
        </Button>
      </div>
      {error !== null && <ErrorNote error={error} onRetry={onReload} />}
      {items === null && error === null && <Loading />}
      {items?.length === 0 && <Nothing text="现在没有市民在等人工。" />}
      {waiting.length > 0 && (
        <Group title={`等待 ${waiting.length}`} items={waiting} selected={selected} />
      )}
      {taken.length > 0 && (
        <Group title={`接待中 ${taken.length}`} items={taken} selected={selected} />
      )}
    </>
  )
}

function Group({
  title,
  items,
  selected,
}: {
  title: string
  items: ReceptionItem[]
  selected: string | null
}) {
  const { me } = useConsole()
  const now = useNow()
  return (
    <section className="reception-group">
      <h3>{title}</h3>
      <ul>
        {items.map((item) => (
          <li key={item.conversation_id}>
            <a
              className="reception-item"
              href={linkTo('reception', item.conversation_id)}
              aria-current={item.conversation_id === selected ? 'true' : undefined}
            >
              <span className="reception-line">
                {item.urgent && <Tag color="red">紧急</Tag>}
                <strong>{reasonText(item.reason)}</strong>
                <span className="waited">
                  {item.state === 'waiting' ? waited(item, now) : attendant(item, me.id)}
                </span>
              </span>
              <span className="reception-words">
                {item.unread > 0 && item.state === 'taken' && (
                  <Tag color="blue">{item.unread} 条新</Tag>
                )}
                {item.last_text || '（还没有说话）'}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}
