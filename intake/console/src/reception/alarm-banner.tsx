import { Alert, App, Button, Input, Modal, Space } from 'antd'
import { useState } from 'react'
import type { Role } from '../../../protocol/console-api.ts'
import type { AlarmItem } from '../../../protocol/reception-api.ts'
import { pagesFor } from '../layout/pages.ts'
import { linkTo } from '../router.ts'
import { useConsole } from '../session/console-context.ts'
import { newActionId } from '../shared/action-id.ts'
import { flagText } from '../shared/labels.ts'
import { errorText } from '../shared/states.tsx'
import { showStamp } from '../shared/times.ts'
import { useAlarms } from './use-alarms.ts'

const SHOWN = 3

/** R11-1, R29: danger or risk in a conversation stays on the screen until somebody on duty has dealt with it. */
export function Alarms() {
  const { alarms, reload } = useAlarms()
  const [transferring, setTransferring] = useState<AlarmItem | null>(null)
  const shown = [...alarms]
    .sort((a, b) => Number(b.kind === 'emergency') - Number(a.kind === 'emergency'))
    .slice(0, SHOWN)
  return (
    <>
      <div className="alarms" role="alert">
        {shown.map((alarm) => (
          <AlarmLine
            key={alarm.id}
            alarm={alarm}
            onDone={reload}
            onTransfer={() => setTransferring(alarm)}
          />
        ))}
        {alarms.length > SHOWN && (
          <p className="more-alarms">还有 {alarms.length - SHOWN} 条警报</p>
        )}
      </div>
      {transferring && (
        <TransferDialog
          alarm={transferring}
          onClose={() => {
            setTransferring(null)
            reload()
          }}
        />
      )}
    </>
  )
}

function AlarmLine({
  alarm,
  onDone,
  onTransfer,
}: {
  alarm: AlarmItem
  onDone: () => void
  onTransfer: () => void
}) {
  const { client, me } = useConsole()
  const { message } = App.useApp()
  const isEmergency = alarm.kind === 'emergency'
  const mayReceive = me.roles.includes('operator') || me.roles.includes('reviewer')
  const chat = alarm.conversation_id
  const call = alarm.call_id
  const done = chat === null ? `电话中听到，应转 ${alarm.number}` : `已提示市民拨打 ${alarm.number}`
  const title = isEmergency
    ? `紧急：${done}（${showStamp(alarm.raised_at)}）`
    : `风险：${alarm.flags.map(flagText).join('、')}（${showStamp(alarm.raised_at)}）`
  const seen = async () => {
    try {
      await client.sawAlarm(alarm.id)
      onDone()
    } catch (refused) {
      void message.error(errorText(refused))
    }
  }
  return (
    <Alert
      type={isEmergency ? 'error' : 'warning'}
      showIcon
      banner
      title={title}
      description={<span title={alarm.text}>{alarm.text}</span>}
      action={
        <Space>
          {isEmergency && (call === null || me.roles.includes('operator')) && (
            <Button danger type="primary" size="small" onClick={onTransfer}>
              记录转接
            </Button>
          )}
          {alarm.request !== null && (
            <Button
              size="small"
              href={linkToRequest(alarm.request, me.roles)}
              title={alarm.request.request_no}
            >
              看诉求
            </Button>
          )}
          {mayReceive && chat !== null && (
            <Button size="small" href={linkTo('reception', chat)}>
              看对话
            </Button>
          )}
          {mayReceive && call !== null && (
            <Button size="small" href={linkTo('calls', call)}>
              看来电
            </Button>
          )}
          {call === null && (
            <Button size="small" onClick={() => void seen()}>
              已知悉
            </Button>
          )}
        </Space>
      }
    />
  )
}

/** Who dispatches goes to its place in the queue, the others to its order. */
function linkToRequest(request: NonNullable<AlarmItem['request']>, roles: readonly Role[]) {
  const dispatches = pagesFor(roles).some(({ page }) => page === 'dispatch')
  return dispatches ? linkTo('dispatch', request.request_id) : linkTo('orders', request.order_id)
}

const numbers = ['110', '119', '120', '122']

/** When and by whom follow from the press; the person says to which number, and what was agreed. */
function TransferDialog({ alarm, onClose }: { alarm: AlarmItem; onClose: () => void }) {
  const { client } = useConsole()
  const { message } = App.useApp()
  const [number, setNumber] = useState(alarm.number ?? '110')
  const [note, setNote] = useState('')
  const [actionId] = useState(newActionId)
  const [busy, setBusy] = useState(false)
  const save = async () => {
    setBusy(true)
    try {
      if (alarm.call_id === null) {
        await client.logTransfer(alarm.id, { client_action_id: actionId, number, note })
      } else await client.calls.transfer(alarm.call_id, number)
      void message.success(`已记录：转 ${number}`)
      onClose()
    } catch (refused) {
      void message.error(errorText(refused))
      setBusy(false)
    }
  }
  const known = numbers.includes(number) ? numbers : [number, ...numbers]
  return (
    <Modal
      open
      title="记录紧急转接"
      okText={`确认已转 ${number}`}
      cancelText="取消"
      confirmLoading={busy}
      onOk={() => void save()}
      onCancel={onClose}
    >
      <p className="plain">{alarm.text}</p>
      <fieldset className="transfer-numbers">
        <legend>转到哪里</legend>
        {known.map((one) => (
          <Button
            key={one}
            type={one === number ? 'primary' : 'default'}
            aria-pressed={one === number}
            onClick={() => setNumber(one)}
          >
            {one}
          </Button>
        ))}
      </fieldset>
      <label htmlFor="transfer-note">备注（接警员、约定等，可不填）</label>
      <Input.TextArea
        id="transfer-note"
        rows={3}
        maxLength={500}
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
    </Modal>
  )
}
