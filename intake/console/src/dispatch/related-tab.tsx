import { Button, Tag } from 'antd'
import { useState } from 'react'
import type { RequestDetail } from '../../../protocol/console-api.ts'
import type { RelatedActionBody, RelatedRequest } from '../../../protocol/related-api.ts'
import { linkTo } from '../router.ts'
import { useConsole } from '../session/console-context.ts'
import { newActionId } from '../shared/action-id.ts'
import { percent } from '../shared/labels.ts'
import { ErrorNote, Loading } from '../shared/states.tsx'
import { showStamp } from '../shared/times.ts'
import { useLoad } from '../shared/use-load.ts'

type Kind = RelatedActionBody['kind']
type Action = RelatedActionBody['action']

const columns = [
  { key: 'sameRequester', kind: 'same_requester', name: '同一诉求人' },
  { key: 'sameEvent', kind: 'same_event', name: '同一件事' },
  { key: 'sameTopic', kind: 'same_topic', name: '同一类问题' },
] as const

/** Repeats and duplicates side by side with the request; every step can be taken back. */
export function RelatedTab({ detail, disabled }: { detail: RequestDetail; disabled: boolean }) {
  const { client } = useConsole()
  const requestId = detail.request_id
  const key = `${requestId}/${detail.order_version}`
  const { data, error, reload } = useLoad(() => client.related(requestId), key)
  const [failed, setFailed] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const act = async (other: RelatedRequest, kind: Kind, action: Action) => {
    if (busy) return
    setBusy(true)
    setFailed(null)
    try {
      const body = { kind, action, clientActionId: newActionId(), version: other.version }
      await client.relate({ requestId, otherId: other.requestId }, body)
    } catch (refused) {
      setFailed(refused)
    }
    setBusy(false)
    reload()
  }
  if (!data) {
    return error === null ? <Loading rows={4} /> : <ErrorNote error={error} onRetry={reload} />
  }
  if (columns.every(({ key: name }) => data[name].length === 0)) {
    return <p className="hint">没有重复或相近的诉求。</p>
  }
  return (
    <>
      {failed !== null && <ErrorNote error={failed} onRetry={reload} />}
      <div className="related">
        {columns.map(({ key: name, kind, name: title }) => (
          <section key={name} aria-label={title} className={data[name].length === 0 ? 'none' : ''}>
            <h3>
              {title} <span className="hint">{data[name].length} 件</span>
            </h3>
            {data[name].length === 0 && <p className="hint">没有</p>}
            {data[name].map((other) => (
              <RelatedCard
                key={other.requestId}
                other={other}
                kind={kind}
                disabled={disabled || busy}
                onAct={(action) => void act(other, kind, action)}
              />
            ))}
          </section>
        ))}
      </div>
    </>
  )
}

const actionTexts: Record<Action, string> = {
  link: '关联',
  unlink: '解除关联',
  reject: '不是',
  merge: '并入此件',
  unmerge: '取消并案',
}

/** What can be done next with a pair; each step has its way back. */
function actionsOf(other: RelatedRequest, kind: Kind): Action[] {
  if (other.merged === 'into') return ['unmerge']
  const mergeable = kind === 'same_event' && other.merged === null
  if (other.linkState === 'confirmed') return mergeable ? ['merge', 'unlink'] : ['unlink']
  if (other.linkState === 'proposed')
    return mergeable ? ['merge', 'link', 'reject'] : ['link', 'reject']
  return ['link']
}

const stateTexts = {
  proposed: '系统推荐',
  confirmed: '已关联',
  rejected: '已排除',
  unlinked: '已解除',
} as const

function RelatedCard(props: {
  other: RelatedRequest
  kind: Kind
  disabled: boolean
  onAct: (action: Action) => void
}) {
  const { other, kind, disabled, onAct } = props
  return (
    <article className="related-card">
      <p>
        <strong>{other.title}</strong>
      </p>
      <p className="chips">
        <Tag>{stateTexts[other.linkState]}</Tag>
        <Tag>{percent(other.score)}</Tag>
        {other.merged === 'into' && <Tag>本件已并入</Tag>}
        {other.merged === 'from' && <Tag>已并入本件</Tag>}
      </p>
      {other.text.trim() !== other.title.trim() && <p className="related-text">{other.text}</p>}
      <p className="hint">
        <a href={linkTo('dispatch', other.requestId)}>{other.requestNo}</a> · {showStamp(other.at)}{' '}
        · {other.place}
      </p>
      {other.reasons.length > 0 && <p className="hint">{other.reasons.join('；')}</p>}
      <p className="card-actions">
        {actionsOf(other, kind).map((action) => (
          <Button key={action} size="small" disabled={disabled} onClick={() => onAct(action)}>
            {actionTexts[action]}
          </Button>
        ))}
      </p>
    </article>
  )
}
