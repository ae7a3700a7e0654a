import { Alert, App, Button, Input, Select, Tag } from 'antd'
import { useEffect, useState } from 'react'
import type { GapDetail } from '../../../protocol/kb-gap-api.ts'
import { goTo, linkTo } from '../router.ts'
import { useConsole } from '../session/console-context.ts'
import { ErrorNote, errorText, Loading } from '../shared/states.tsx'
import { showStamp } from '../shared/times.ts'
import { useLoad } from '../shared/use-load.ts'
import { gapStateTexts, outcomeTexts } from './kb-texts.ts'

const LOOK_MS = 3_000

/** One ticket: what was asked, who should write, and the proof that it is answered now. */
export function GapPage({ gapId, writes }: { gapId: string; writes: boolean }) {
  const { client } = useConsole()
  const loaded = useLoad(() => client.kb.gap(gapId), `gap-${gapId}`)
  const { reload } = loaded
  const waits = loaded.data?.state === 'writing' && loaded.data.draft?.state === 'published'
  useEffect(() => {
    if (!waits) return
    const timer = setInterval(reload, LOOK_MS)
    return () => clearInterval(timer)
  }, [waits, reload])
  const gap = loaded.data
  if (!gap)
    return loaded.error === null ? <Loading /> : <ErrorNote error={loaded.error} onRetry={reload} />
  return (
    <div className="kb-read">
      <header className="kb-head">
        <h2>{gap.title}</h2>
        {gap.kind === 'correction' && <Tag color="error">更正</Tag>}
        <Tag>{gapStateTexts[gap.state]}</Tag>
        <span className="hint">
          问过 {gap.asked} 次{gap.raised_by !== null && ` · ${gap.raised_by} 提出`}
        </span>
      </header>
      {gap.note !== '' && <p className="kb-note">{gap.note}</p>}
      <Checks gap={gap} />
      {writes && <Work gap={gap} onChanged={reload} />}
      <section aria-label="市民的问法">
        <h3>市民的问法（已隐去个人信息）</h3>
        <ul className="stack">
          {gap.questions.map((one) => (
            <li key={`${one.text}${one.outcome}${one.reason}`} className="question">
              {one.text}{' '}
              <span className="hint">
                {outcomeTexts[one.outcome]} · {one.count} 次 · 最近 {showStamp(one.last)}
                {one.reason !== '' && ` · ${one.reason}`}
              </span>
            </li>
          ))}
        </ul>
      </section>
    </div>
  )
}

function Checks({ gap }: { gap: GapDetail }) {
  if (!gap.checks) return null
  const solved = gap.state === 'closed'
  return (
    <section aria-label="复问结果">
      <Alert
        type={solved ? 'success' : 'warning'}
        showIcon
        title={
          solved
            ? `文章发布后再问，都能答了（${showStamp(gap.checked_at)}）`
            : '文章已发布，但还有问题答不出，请补充问法或内容'
        }
      />
      <ul className="stack kb-checks">
        {gap.checks.map((check) => (
          <li key={check.question} className="question">
            <b>{check.ok ? '✓ 能答' : '✗ 仍答不出'}</b> {check.question}
            <p className="plain hint">{check.answer}</p>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Work({ gap, onChanged }: { gap: GapDetail; onChanged: () => void }) {
  const { client } = useConsole()
  const { message } = App.useApp()
  const options = useLoad(() => client.options(), 'options')
  const [owner, setOwner] = useState(gap.owner)
  const [reason, setReason] = useState('')
  const settled = gap.state === 'closed' || gap.state === 'dismissed'
  const attempt = async (work: () => Promise<unknown>) => {
    try {
      await work()
    } catch (refused) {
      void message.error(errorText(refused))
    }
    onChanged()
  }
  const edit = (action: 'assign' | 'dismiss' | 'reopen') =>
    attempt(() =>
      client.kb.editGap(gap.id, {
        row_version: gap.row_version,
        owner,
        topic: gap.topic,
        action,
        reason,
      }),
    )
  const revise = () =>
    attempt(async () => {
      const { id } = await client.kb.revise(gap.in_force?.id ?? '', gap.id)
      goTo('kb', { id: `a~${id}` })
    })
  if (settled) {
    return (
      <p className="kb-work">
        {gap.close_reason} <Button onClick={() => void edit('reopen')}>重新打开</Button>
      </p>
    )
  }
  return (
    <div className="kb-work">
      {gap.draft ? (
        <a className="ant-btn" href={linkTo('kb', `a~${gap.draft.id}`)}>
          打开正在写的：{gap.draft.title}
        </a>
      ) : (
        <Button type="primary" onClick={() => goTo('kb', { id: `new~${gap.id}` })}>
          为它写一条
        </Button>
      )}
      {gap.in_force && !gap.draft && (
        <Button onClick={() => void revise()}>修订“{gap.in_force.title}”</Button>
      )}
      <Select
        showSearch
        aria-label="主管单位"
        className="kb-owner"
        options={options.data?.units.map(({ name }) => ({ value: name, label: name })) ?? []}
        value={owner === '' ? null : owner}
        placeholder="主管单位"
        onChange={setOwner}
      />
      <Button disabled={owner === gap.owner} onClick={() => void edit('assign')}>
        交给该单位
      </Button>
      <Input
        aria-label="不需要写的原因"
        className="kb-owner"
        placeholder="不需要写的原因"
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <Button disabled={reason.trim() === ''} onClick={() => void edit('dismiss')}>
        不需要写
      </Button>
    </div>
  )
}
