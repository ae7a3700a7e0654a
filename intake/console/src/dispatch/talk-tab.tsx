import type { RequestDetail } from '../../../protocol/console-api.ts'
import { EventTimeline } from '../orders/event-timeline.tsx'
import { senderText } from '../shared/labels.ts'
import { showStamp } from '../shared/times.ts'
import { CallWords } from './call-words.tsx'

/** The whole conversation, and what has happened to the request. */
export function TalkTab({ detail }: { detail: RequestDetail }) {
  return (
    <>
      {detail.messages.length > 0 && (
        <ol className="talk" aria-label="对话">
          {detail.messages.map((message) => (
            <li key={message.seq} className={`talk-${message.sender}`}>
              <span className="talk-who">
                {senderText(message.sender)} <time>{showStamp(message.at)}</time>
              </span>
              <span className="talk-text">{message.text}</span>
            </li>
          ))}
        </ol>
      )}
      {detail.call_id !== null && <CallWords requestId={detail.request_id} />}
      {detail.events.length > 0 && (
        <>
          <h3>经过</h3>
          <EventTimeline events={detail.events} />
        </>
      )}
    </>
  )
}
