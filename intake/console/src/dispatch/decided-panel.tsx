import { Descriptions, Tag } from 'antd'
import type { RequestDetail } from '../../../protocol/console-api.ts'
import { deadlineTexts, kindTexts, modeTexts, reasonTexts } from '../shared/labels.ts'
import { Nothing } from '../shared/states.tsx'
import { showStamp } from '../shared/times.ts'
import type { Choices } from './choices.ts'
import { type DecisionDraft, decisionFields, emptyDraft } from './decision-form.ts'
import { DiffList } from './diff-list.tsx'
import { diffRows } from './diff-text.ts'
import { placeName } from './place-field.tsx'

type Decided = NonNullable<RequestDetail['decision']>

/** The ledger's line in words: what had been proposed, what was sent instead, and why (promise 2). */
function MadeDiff({ decision, choices }: { decision: Decided; choices: Choices }) {
  const { diff, reason, note } = decision
  if (diff.unchanged) return null
  const known = diff.fields.filter(({ proposed }) => proposed !== null && proposed !== undefined)
  const before = Object.fromEntries(known.map(({ field, proposed }) => [field, proposed]))
  const drafts = {
    proposed: { ...emptyDraft, ...before } as DecisionDraft,
    draft: decision.decision,
    changed: decisionFields.filter((name) => diff.fields.some(({ field }) => field === name)),
  }
  return (
    <>
      <DiffList rows={diffRows(drafts, choices)} />
      <p className="hint">
        {[reason === null ? '' : `原因：${reasonTexts[reason] ?? reason}`, note]
          .filter(Boolean)
          .join('；')}
      </p>
    </>
  )
}

/** What was decided, by whom, and what the proposal had said (promise 2). */
export function DecidedPanel({ detail, choices }: { detail: RequestDetail; choices: Choices }) {
  const { decision, leaving } = detail
  if (leaving) {
    return (
      <section className="decision" aria-label="派单结果">
        <Nothing
          text={`${leaving.by} 已确认，${showStamp(leaving.leaves_at)} 派出。${leaving.mine ? '要撤销，按 z 或点左下角的“撤销”。' : ''}`}
        />
      </section>
    )
  }
  if (!decision) {
    return (
      <section className="decision" aria-label="派单结果">
        <Nothing text="这件诉求现在不在派单环节。" />
      </section>
    )
  }
  const made = decision.decision
  const units = (codes: string[]) => codes.map(choices.unitName).join('、') || '无'
  const rows = [
    { label: '主办单位', text: choices.unitName(made.lead) },
    { label: '协办单位', text: units(made.supporting) },
    { label: '抄送', text: units(made.copies) },
    { label: '派单方式', text: modeTexts[made.mode] },
    {
      label: '办理时限',
      text: `${deadlineTexts[made.deadline]}（${showStamp(detail.due_at)} 前）`,
    },
    { label: '事项', text: choices.classPath(made.service_code) },
    { label: '诉求类型', text: kindTexts[made.kind] },
    { label: '地点', text: placeName(made) || '未定位' },
  ]
  return (
    <section className="decision" aria-label="派单结果">
      <div className="decision-body">
        <h2>已派单</h2>
        <p>
          {decision.by} {showStamp(decision.at)} 确认{' '}
          {decision.diff.unchanged ? (
            <Tag>与建议一致</Tag>
          ) : (
            <Tag className="tag-changed">改动 {decision.diff.fields.length} 项</Tag>
          )}
        </p>
        <MadeDiff decision={decision} choices={choices} />
        <Descriptions
          column={1}
          size="small"
          bordered
          items={rows.map(({ label, text }) => ({ key: label, label, children: text }))}
        />
      </div>
    </section>
  )
}
