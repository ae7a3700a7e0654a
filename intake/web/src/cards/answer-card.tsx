import type { Card } from '../../../protocol/chat-frames.ts'
import { showDate } from '../page/format.ts'
import { AnswerFeedback } from './answer-feedback.tsx'

/** Where an answer comes from (R11, R31): without a source there is no answer. */
export function AnswerCardView({
  card,
  question,
}: {
  card: Extract<Card, { type: 'answer' }>
  /** What was asked before it. */
  question: string
}) {
  return (
    <section class="card source" aria-label="回答的依据">
      <h2>依据：{card.title}</h2>
      <p>
        来源：{/^https?:\/\//.test(card.source) ? <SourceLink url={card.source} /> : card.source}
      </p>
      {card.owner !== '' && <p>主管单位：{card.owner}</p>}
      <p>{card.valid_until === null ? '现行有效' : `有效期至 ${showDate(card.valid_until)}`}</p>
      <AnswerFeedback article={card.article} question={question} />
    </section>
  )
}

function SourceLink({ url }: { url: string }) {
  return (
    <a href={url} target="_blank" rel="noreferrer">
      查看原文（新窗口）
    </a>
  )
}
