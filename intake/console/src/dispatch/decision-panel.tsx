import { Alert } from 'antd'
import { useEffect } from 'react'
import type { RequestDetail, Role } from '../../../protocol/console-api.ts'
import type { DispatchResult } from '../api/console-client.ts'
import { useConsole } from '../session/console-context.ts'
import { ErrorNote } from '../shared/states.tsx'
import type { Choices } from './choices.ts'
import { ClaimNote } from './claim-note.tsx'
import { ConfirmBar } from './confirm-bar.tsx'
import { chooseLead, fieldTexts, leadCandidates, reasonCodes } from './decision-form.ts'
import type { OnLook } from './evidence-segments.ts'
import type { StoredForm } from './form-store.ts'
import { MatterFields } from './matter-fields.tsx'
import { PlaceField } from './place-field.tsx'
import { ProposalBanner } from './proposal-banner.tsx'
import { TermsFields } from './terms-fields.tsx'
import { UnitFields } from './unit-fields.tsx'
import { type Claim, useClaim } from './use-claim.ts'
import { type DecisionForm, useDecisionForm } from './use-decision-form.ts'
import { useDispatch } from './use-dispatch.ts'
import { type Shortcuts, useShortcuts } from './use-shortcuts.ts'

interface DecisionPanelProps {
  detail: RequestDetail
  choices: Choices
  onLook: OnLook
  onDone: (result: DispatchResult, form: StoredForm) => void
  onReload: () => void
}

/** The form: what is proposed, why, and what the person decides. */
export function DecisionPanel(props: DecisionPanelProps) {
  const { detail, choices, onLook, onDone, onReload } = props
  const { me } = useConsole()
  const form = useDecisionForm(detail)
  const reserved = reservation(props, me.roles)
  const claim = useClaim(detail.request_id, reserved === null)
  useFreedClaim(detail, claim)
  const { sending, error, send, retry } = useDispatch({ detail, form, onDone, onReload })
  const refused = claim.state.kind === 'other' || claim.state.kind === 'lost'
  const disabled = refused || reserved !== null || sending
  const obstacle = findObstacle({ form, claim, reserved })
  const confirm = () => {
    if (obstacle === null && !disabled) send()
  }
  useShortcuts(formShortcuts({ ...props, form, disabled, confirm }))
  const part = { form, proposal: detail.proposal, choices, disabled, onLook }

  return (
    <section className="decision" aria-label="派单">
      <div className="decision-body">
        <ClaimNote claim={claim} />
        {reserved !== null && <Alert type="warning" showIcon title={reserved} />}
        {error !== null && <ErrorNote error={error} onRetry={retry} />}
        {form.restored && (
          <Alert type="info" showIcon title="已恢复您上次没有提交的修改。" className="tight" />
        )}
        {form.elsewhere && (
          <Alert
            type="info"
            showIcon
            title="您在另一个标签页也打开了这件，两边内容保持一致。"
            className="tight"
          />
        )}
        {form.outdated && (
          <Alert type="info" showIcon title="系统建议已更新，您的修改保留着。" className="tight" />
        )}
        <ProposalBanner proposal={detail.proposal} />
        <UnitFields {...part} />
        <TermsFields {...part} />
        <div className="matter">
          <MatterFields {...part} />
        </div>
        <PlaceField {...part} />
      </div>
      <ConfirmBar
        form={form}
        choices={choices}
        disabled={disabled}
        sending={sending}
        obstacle={obstacle}
        onConfirm={confirm}
      />
    </section>
  )
}

/** As soon as the screen hears that the colleague has let go, it is this person's turn. */
function useFreedClaim(detail: RequestDetail, { state, claimAgain }: Claim) {
  const freed = state.kind === 'other' && detail.claim === null
  useEffect(() => {
    if (freed) claimAgain()
  }, [freed, claimAgain])
}

/** Why this person may only read it: sensitive matters are the reviewer's (DOMAIN: reviewer for sensitive). */
function reservation({ detail }: DecisionPanelProps, roles: readonly Role[]): string | null {
  if (detail.sensitive && !roles.includes('reviewer')) return '涉及敏感情形，须由审核员派单。'
  return detail.actions.includes('dispatch') ? null : '您的岗位不能派这件诉求，只能查看。'
}

function findObstacle(state: { form: DecisionForm; claim: Claim; reserved: string | null }) {
  const { form, claim, reserved } = state
  if (reserved !== null) return '只能查看'
  if (claim.state.kind === 'claiming') return '正在认领…'
  if (claim.state.kind !== 'mine') return '未认领，只能查看'
  if (form.missing.length > 0) {
    return `还要选定：${form.missing.map((field) => fieldTexts[field]).join('、')}`
  }
  if (form.needsReason && form.reason === null) return '请选择改动原因'
  return null
}

function formShortcuts(
  context: DecisionPanelProps & { form: DecisionForm; disabled: boolean; confirm: () => void },
): Shortcuts {
  const { detail, form, choices, disabled, confirm } = context
  const shortcuts: Shortcuts = {
    'mod+Enter': confirm,
    ...Object.fromEntries(fieldKeys.map(([key, field]) => [key, () => focusField(field)] as const)),
  }
  if (disabled) return shortcuts
  leadCandidates(detail.proposal).forEach((unit, index) => {
    shortcuts[String(index + 1)] = () => {
      const options = { proposal: detail.proposal, options: choices.options }
      form.change(chooseLead(form.draft, unit.code, options))
    }
  })
  reasonCodes.forEach((reason, index) => {
    shortcuts[`alt+${index + 1}`] = () => form.setReason(reason.value)
  })
  return shortcuts
}

/** Which key jumps to which field. */
const fieldKeys = [
  ['u', 'unit'],
  ['c', 'class'],
  ['p', 'place'],
  ['y', 'kind'],
  ['s', 'supporting'],
  ['o', 'copies'],
  ['m', 'mode'],
  ['d', 'deadline'],
  ['r', 'reason'],
] as const

function focusField(name: string) {
  const field = document.getElementById(`field-${name}`)
  const chosen = field?.querySelector<HTMLElement>('input:checked, [aria-pressed="true"]')
  const first = field?.querySelector<HTMLElement>('input, button')
  ;(chosen ?? first)?.focus()
}
