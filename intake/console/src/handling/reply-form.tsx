import { Button, Input, Radio } from 'antd'
import { useState } from 'react'

export type Resolution = 'solved' | 'partly' | 'not_solved'

interface ReplyFormProps {
  orderId: string
  sending: boolean
  onReply: (text: string, resolution: Resolution) => Promise<boolean>
}

interface ReplyDraft {
  text: string
  resolution: Resolution | null
}

const resolutions = [
  { value: 'solved', label: '已解决' },
  { value: 'partly', label: '部分解决' },
  { value: 'not_solved', label: '未解决' },
]
const LONGEST = 4000

/** The unit's reply to citizen and hotline (R15). The draft stays on this computer until it is sent. */
export function ReplyForm({ orderId, sending, onReply }: ReplyFormProps) {
  const key = `jiesu.reply.${orderId}`
  const [draft, setDraft] = useState<ReplyDraft>(() => loadDraft(key))
  const [asked, setAsked] = useState(false)
  const change = (part: Partial<ReplyDraft>) => {
    const next = { ...draft, ...part }
    setDraft(next)
    store(key, next)
  }
  const noText = draft.text.trim() === ''
  const send = async () => {
    setAsked(true)
    if (noText || draft.resolution === null) return
    if (await onReply(draft.text.trim(), draft.resolution)) store(key, null)
  }
  return (
    <form
      className="reply-form"
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <h3 id="reply-title">反馈办理结果</h3>
      <Input.TextArea
        aria-labelledby="reply-title"
        aria-describedby="reply-hint"
        rows={5}
        maxLength={LONGEST}
        showCount
        status={asked && noText ? 'error' : ''}
        placeholder="写明做了什么、结果如何、还有什么安排。市民会看到这段话。"
        value={draft.text}
        onChange={(event) => change({ text: event.target.value })}
      />
      <p id="reply-hint" className="hint">
        市民会看到这段话，请不要写他人姓名、电话。草稿自动保存在本机。
      </p>
      <div className="reply-row">
        <Radio.Group
          aria-label="解决情况"
          options={resolutions}
          value={draft.resolution}
          onChange={(event) => change({ resolution: event.target.value as Resolution })}
        />
        <Button type="primary" htmlType="submit" loading={sending}>
          提交反馈
        </Button>
      </div>
      {asked && (noText || draft.resolution === null) && (
        <p className="wrong" role="alert">
          {noText ? '请写明办理情况。' : '请选择解决情况。'}
        </p>
      )}
    </form>
  )
}

function loadDraft(key: string): ReplyDraft {
  try {
    const draft = JSON.parse(localStorage.getItem(key) ?? 'null') as ReplyDraft | null
    return draft ?? { text: '', resolution: null }
  } catch {
    return { text: '', resolution: null }
  }
}

function store(key: string, draft: ReplyDraft | null): void {
  try {
    if (draft === null || draft.text === '') localStorage.removeItem(key)
    else localStorage.setItem(key, JSON.stringify(draft))
  } catch {
    // Storage is full or refused: the draft still lives in the page.
  }
}
