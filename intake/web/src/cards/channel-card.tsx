import type { Card } from '../../../protocol/chat-frames.ts'

/** R11-2, R11-5: the channel that the law names, and how to use it. */
export function ChannelCardView({ card }: { card: Extract<Card, { type: 'channel' }> }) {
  return (
    <section class="card channel" aria-label="办理渠道">
      <h2>{card.name}</h2>
      <p>{card.why}</p>
      {card.how.length > 0 && (
        <ol>
          {card.how.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ol>
      )}
      {card.article !== '' && <p class="small">依据：{showArticle(card.article)}</p>}
    </section>
  )
}

/** `R11-2` → 接诉即办工作条例第十一条… in figures, as citizens cite it. */
function showArticle(article: string): string {
  const match = /^R(\d+)(?:-(\d+))?$/.exec(article)
  if (!match) return article
  const item = match[2] === undefined ? '' : `第（${match[2]}）项`
  return `接诉即办工作条例第 ${match[1]} 条${item}`
}
