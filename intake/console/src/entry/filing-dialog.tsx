import { Alert, Button, Modal } from 'antd'
import type { Finding, FormEdits } from '../../../protocol/call-api.ts'
import { deadlineTexts, kindTexts } from '../shared/labels.ts'
import { fieldTexts } from './entry-values.ts'

interface FilingDialogProps {
  form: FormEdits
  className: string
  caller: string
  findings: Finding[] | null
  deadline: string | null
  busy: boolean
  error: string
  onFile: () => void
  onClose: () => void
  onLook: (finding: Finding) => void
}

const shown = ['description', 'address', 'subdistrict', 'occurred', 'respondent'] as const

/** What will be filed, and where it differs from what was said, before the one press that files it. */
export function FilingDialog(props: FilingDialogProps) {
  const { form, findings, busy, error } = props
  const place = form.subdistrict || form.district || '未定'
  return (
    <Modal
      open
      title="核对后提交"
      onCancel={props.onClose}
      width={640}
      footer={[
        <Button key="back" onClick={props.onClose}>
          返回修改 <kbd>Esc</kbd>
        </Button>,
        <Button
          key="file"
          type="primary"
          autoFocus
          loading={busy}
          // Not disabled while the check runs: a disabled button loses the focus, and with it the key.
          onClick={() => findings !== null && props.onFile()}
        >
          {findings?.length ? '仍按受理单提交' : '确认提交'} <kbd>Enter</kbd>
        </Button>,
      ]}
    >
      <FindingList findings={findings} onLook={props.onLook} />
      <dl className="filing-facts">
        <dt>标题</dt>
        <dd>{form.title || '（取诉求内容第一句）'}</dd>
        {shown.map((field) => (
          <Fact
            key={field}
            name={fieldTexts[field]}
            value={(field === 'subdistrict' ? place : form[field]) ?? ''}
          />
        ))}
        <Fact
          name="类型与事项"
          value={[kindTexts[form.kind as keyof typeof kindTexts] ?? '', props.className]
            .filter(Boolean)
            .join(' · ')}
        />
        <Fact name="联系电话" value={form.contact_phone ?? props.caller} />
        <Fact name="身份保密" value={form.confidential === 'yes' ? '对承办单位保密' : '不要求'} />
        {props.deadline && (
          <Fact
            name="办理时限"
            value={deadlineTexts[props.deadline as keyof typeof deadlineTexts] ?? ''}
          />
        )}
      </dl>
      {error !== '' && <Alert type="error" showIcon title={error} />}
    </Modal>
  )
}

function Fact({ name, value }: { name: string; value: string }) {
  if (value === '') return null
  return (
    <>
      <dt>{name}</dt>
      <dd className="plain">{value}</dd>
    </>
  )
}

function FindingList({
  findings,
  onLook,
}: {
  findings: Finding[] | null
  onLook: (finding: Finding) => void
}) {
  if (findings === null) return <p className="hint">正在对照通话内容…</p>
  if (findings.length === 0) return <p className="hint">与通话内容对照：没有发现遗漏或不一致。</p>
  return (
    <Alert
      type="warning"
      showIcon
      title={`与通话内容对照：${findings.length} 处需要核对`}
      description={
        <ul className="findings">
          {findings.map((finding) => (
            <li key={`${finding.kind}${finding.what}${finding.in_form}${finding.in_call}`}>
              <strong>{finding.kind === 'omitted' ? '遗漏' : '不一致'}</strong> {finding.what}：
              {finding.kind === 'omitted'
                ? `通话里说“${finding.in_call}”，受理单没有写`
                : `受理单写“${finding.in_form || '空'}”，通话里说“${finding.in_call}”`}
              {finding.span && (
                <button type="button" className="link" onClick={() => onLook(finding)}>
                  看原话
                </button>
              )}
            </li>
          ))}
        </ul>
      }
    />
  )
}
