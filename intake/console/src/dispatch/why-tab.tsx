import type { RequestDetail } from '../../../protocol/console-api.ts'
import type { Why } from '../../../protocol/review-api.ts'
import { pagesFor } from '../layout/pages.ts'
import { linkTo } from '../router.ts'
import { useConsole } from '../session/console-context.ts'
import {
  articleText,
  confidenceBand,
  confidenceText,
  percent,
  triageText,
} from '../shared/labels.ts'
import { ErrorNote, Loading } from '../shared/states.tsx'
import { showStamp } from '../shared/times.ts'
import { useLoad } from '../shared/use-load.ts'
import { Assist } from './assist-note.tsx'
import { useBands } from './bands.ts'
import { leadName } from './decision-form.ts'
import type { OnLook } from './evidence-segments.ts'
import { ReasonText, reasonsOf } from './field.tsx'

/** Why this proposal: each ground by itself, the precedents, and what would lead elsewhere. */
export function WhyTab({ detail, onLook }: { detail: RequestDetail; onLook: OnLook }) {
  const { client } = useConsole()
  const key = `${detail.request_id}/${detail.proposal_id}`
  const { data, error, reload } = useLoad(() => client.why(detail.request_id), key)
  if (!data) {
    return error === null ? <Loading rows={5} /> : <ErrorNote error={error} onRetry={reload} />
  }
  return (
    <div className="why-tab">
      <Confidence detail={detail} />
      <Assist about={data.assist} />
      {data.article !== null && (
        <>
          <h3>条例</h3>
          <p>
            <strong>{articleText(data.article)}</strong>
            {detail.proposal && `：${triageText(detail.proposal.triage)}`}
          </p>
          {reasonsOf(detail.proposal?.evidence ?? [], ['triage', 'mode', 'flag']).map((reason) => (
            <p key={reason.key} className="hint">
              <ReasonText reason={reason} onLook={onLook} />
            </p>
          ))}
        </>
      )}
      <CatalogueLine line={data.line} goesOut={leadName(detail.proposal) !== ''} />
      {data.places.length > 0 && (
        <>
          <h3>地点怎么找到的</h3>
          <ul className="bullets">
            {data.places.map((place) => (
              <li key={place.name}>
                <strong>{place.name}</strong>：{place.matched && `“${place.matched}”，`}
                {place.how}
              </li>
            ))}
          </ul>
        </>
      )}
      <ClassCard about={data.class} />
      <Precedents items={data.precedents} />
      <Changes items={data.changes} />
    </div>
  )
}

/** A band is worth what its number says: of a hundred such proposals, so many leads are right. */
function Confidence({ detail }: { detail: RequestDetail }) {
  const { proposal } = detail
  const { me } = useConsole()
  const seesQuality = pagesFor(me.roles).some(({ page }) => page === 'quality')
  const bands = useBands()
  if (!proposal) return null
  const times = Math.floor(proposal.confidence * 100)
  if (proposal.triage !== 'dispatch') {
    return (
      <p className="hint">
        {triageText(proposal.triage)}（{confidenceText(proposal.confidence)}）：这样判断的 100
        件里约有 {times} 件判断正确。
      </p>
    )
  }
  if (leadName(proposal) === '') {
    return <p className="hint">没有提出主办单位：{proposal.abstain_reason}。</p>
  }
  const band = confidenceBand(proposal.confidence, bands)
  return (
    <p className="hint">
      {band.name}（{confidenceText(proposal.confidence)}）：经校准，这样的建议 100 件里约有 {times}{' '}
      件主办单位正确。
      {seesQuality && <a href={linkTo('quality')}>实际做到多少</a>}
    </p>
  )
}

function CatalogueLine({ line, goesOut }: { line: Why['line']; goesOut: boolean }) {
  return (
    <>
      <h3>派单目录</h3>
      {line === null ? (
        <p className="hint">没有对应的目录条目{goesOut && '，只依据历史工单和属地'}。</p>
      ) : (
        <>
          <p>
            <strong>{line.line} 号</strong> {line.class_text}
            {line.conditions !== '' && `（${line.conditions}）`} → {line.lead}
            {line.supporting !== '' && `；协办 ${line.supporting}`}
            {line.copies !== '' && `；抄送 ${line.copies}`}
          </p>
          <p className="hint">{[line.legal_basis, line.note].filter(Boolean).join('；')}</p>
        </>
      )}
    </>
  )
}

function ClassCard({ about }: { about: Why['class'] }) {
  if (about === null) return null
  return (
    <>
      <h3>事项定义</h3>
      <p>
        <strong>{about.path.join(' › ')}</strong>
        {about.definition !== '' && `：${about.definition}`}
      </p>
      {about.includes.length > 0 && <p>包括：{about.includes.join('、')}</p>}
      {about.excludes.length > 0 && <p>不包括：{about.excludes.join('、')}</p>}
      {about.see_also.length > 0 && (
        <p>另见：{about.see_also.map(({ name }) => name).join('、')}</p>
      )}
    </>
  )
}

function Precedents({ items }: { items: Why['precedents'] }) {
  return (
    <>
      <h3>相近的已派工单</h3>
      {items.length === 0 && <p className="hint">还没有相近的已派工单。</p>}
      <ul className="bullets">
        {items.map((item) => (
          <li key={item.order_no}>
            {item.title} → <strong>{item.unit}</strong>，{item.ended}
            <span className="hint">
              （{item.order_no}，{showStamp(item.dispatched_at)}，
              {item.by === 'meaning' ? '意思相近' : '用词相近'} {percent(item.similarity)}）
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}

function Changes({ items }: { items: Why['changes'] }) {
  return (
    <>
      <h3>什么会改变结果</h3>
      {items.length === 0 && <p className="hint">换成其他候选事项或地点，主办单位不变。</p>}
      <ul className="bullets">
        {items.map((item) => (
          <li key={`${item.if}${item.result}`}>
            如果{item.if}：<strong>{item.result}</strong>
            <span className="hint">（目录 {item.line} 号）</span>
          </li>
        ))}
      </ul>
    </>
  )
}
