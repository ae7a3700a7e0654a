import type { OrderDetail } from '../../../protocol/console-api.ts'
import { showStamp } from '../shared/times.ts'

/** What the requester has said since anybody of the staff has acted: the unit looks at it first. */
function isNew(events: OrderDetail['events'], seq: number): boolean {
  const told = ['facts_added', 'reminded', 'reopened']
  const event = events.find((one) => one.seq === seq)
  if (!event || !told.includes(event.type)) return false
  return !events.some((one) => one.seq > seq && one.actor !== '诉求人' && one.actor !== '系统')
}

/** The order's events in their order; the chain behind them cannot be edited (promise 6). */
export function EventTimeline({ events }: { events: OrderDetail['events'] }) {
  return (
    <ol className="events">
      {events.map((event) => (
        <li key={event.seq}>
          <time>{showStamp(event.at)}</time>
          <div>
            <strong>{event.type_text}</strong>
            {isNew(events, event.seq) && <span className="tag-new">新</span>} {event.actor}
            {event.unit !== null && ` · ${event.unit}`}
            {event.note !== '' && event.note !== event.unit && (
              <p className="plain">{event.note}</p>
            )}
          </div>
        </li>
      ))}
    </ol>
  )
}
