import { Alert, Button, Input } from 'antd'
import { useState } from 'react'
import type { OrderDetail } from '../../../protocol/console-api.ts'
import type { RevealResult } from '../api/console-client.ts'
import { useConsole } from '../session/console-context.ts'
import { ErrorNote } from '../shared/states.tsx'

const SHORTEST = 2

/** Name and phone are hidden; seeing them takes a purpose, which is logged (promise 3). Nothing of it is stored here. */
export function RevealContact({ order }: { order: OrderDetail }) {
  const { client } = useConsole()
  const [purpose, setPurpose] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const [contact, setContact] = useState<RevealResult | null>(null)

  if (!order.has_contact) return <p className="hint">诉求人没有留联系方式。</p>
  if (!order.may_reveal) return <p className="hint">诉求人要求保密，联系方式不提供给承办单位。</p>
  if (contact) {
    return (
      <Alert
        type="info"
        title={`联系人：${contact.name ?? '未留姓名'}　电话：${contact.phone ?? '未留电话'}`}
        description="本次查看已记录。仅用于办理这件诉求。"
        closable={{ closeIcon: '隐藏', onClose: () => setContact(null) }}
      />
    )
  }
  const reveal = async () => {
    if (busy || purpose === null || purpose.trim().length < SHORTEST) return
    setBusy(true)
    setError(null)
    try {
      setContact(await client.reveal(order.order_id, purpose.trim()))
      setPurpose(null)
    } catch (refused) {
      setError(refused)
    }
    setBusy(false)
  }
  if (purpose === null) {
    return (
      <p className="hint">
        诉求人留有联系方式。
        <Button size="small" onClick={() => setPurpose('')}>
          查看联系方式
        </Button>
      </p>
    )
  }
  return (
    <form
      className="reveal"
      onSubmit={(event) => {
        event.preventDefault()
        void reveal()
      }}
    >
      {error !== null && <ErrorNote error={error} />}
      <label htmlFor="purpose">查看用途（会记入日志）</label>
      <div className="reveal-row">
        <Input
          id="purpose"
          autoFocus
          maxLength={200}
          placeholder="例如：联系诉求人约定上门时间"
          value={purpose}
          onChange={(event) => setPurpose(event.target.value)}
        />
        <Button
          type="primary"
          htmlType="submit"
          loading={busy}
          disabled={purpose.trim().length < SHORTEST}
        >
          查看
        </Button>
        <Button onClick={() => setPurpose(null)}>取消</Button>
      </div>
    </form>
  )
}
