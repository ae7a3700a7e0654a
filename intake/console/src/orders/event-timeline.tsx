import type { OrderDetail } from '../../../protocol/console-api.ts'
import { showStamp } from '../shared/times.ts'

/** The order's events in their order; the chain behind them cannot be edited (promise 6). */
export function EventTimeline({ events }: { events: OrderDetail['events'] }) {
  return (
    <ol className="events">
      {events.map((event) => (
        <li key={event.seq}>
          <time>{showStamp(event.at)}</time>
          <div>
            <strong>{event.type_text}</strong> {event.actor}
            {event.unit !== null && ` · ${event.unit}`}
            {event.note !== '' && <p className="plain">{event.note}</p>}
          </div>
        </li>
      ))}
    </ol>
  )
}
