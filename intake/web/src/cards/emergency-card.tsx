import type { Card } from '../../../protocol/chat-frames.ts'

/** R11-1: the number to call, at once and large enough to hit with a shaking thumb. */
export function EmergencyCardView({ card }: { card: Extract<Card, { type: 'emergency' }> }) {
  return (
    <section class="card emergency" role="alert" aria-label="紧急求助电话">
      <h2>请马上拨打</h2>
      <ul class="emergency-numbers">
        {card.numbers.map((number) => (
          <li key={number.number}>
            <a href={number.tel.startsWith('tel:') ? number.tel : `tel:${number.tel}`}>
              <strong>{number.number}</strong>
              <span>{number.name}</span>
            </a>
          </li>
        ))}
      </ul>
      {card.advice.length > 0 && (
        <ul class="advice">
          {card.advice.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
    </section>
  )
}
