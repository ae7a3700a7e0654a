import type { ProgressCard } from '../../../protocol/chat-frames.ts'
import { showDayAndTime } from '../page/format.ts'

/** What a citizen sees of a request: status, who handles it, by when, the reply, and each step. */
export function ProgressView({ card }: { card: ProgressCard }) {
  return (
    <div class="progress">
      <h3>{card.title}</h3>
      <p class="status">{card.status_text}</p>
      <dl class="facts">
        <dt>受理编号</dt>
        <dd class="code">{card.request_no}</dd>
        <dt>承办单位</dt>
        <dd>{card.unit ?? '尚未派单'}</dd>
        {card.due_at !== null && (
          <>
            <dt>办理期限</dt>
            <dd>{showDayAndTime(card.due_at)} 前</dd>
          </>
        )}
      </dl>
      {card.reply !== null && (
        <div class="unit-reply">
          <h4>单位答复</h4>
          <p>{card.reply}</p>
        </div>
      )}
      {card.timeline.length > 0 && (
        <>
          <h4>办理过程</h4>
          <ol class="timeline">
            {card.timeline.map((entry) => (
              <li key={`${entry.at}${entry.type}`}>
                <time dateTime={entry.at}>{showDayAndTime(entry.at)}</time>
                <span>{entry.text}</span>
              </li>
            ))}
          </ol>
        </>
      )}
    </div>
  )
}
