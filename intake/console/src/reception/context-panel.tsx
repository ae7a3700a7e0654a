import { Button, Input, Tag } from 'antd'
import { useState } from 'react'
import type { ReceptionDetail } from '../../../protocol/reception-api.ts'
import { linkTo } from '../router.ts'
import { showStamp } from '../shared/times.ts'

interface ContextProps {
  detail: ReceptionDetail
  busy: boolean
  onNote: (text: string) => Promise<boolean>
}

/** What the citizen has told already, what is filed, and the colleagues' notes: nobody is asked twice. */
export function ContextPanel({ detail, busy, onNote }: ContextProps) {
  const { drafts, requests, notes } = detail
  return (
    <aside className="panel context" aria-label="背景">
      <h3>正在整理的诉求单</h3>
      {drafts.length === 0 && <p className="hint">没有。</p>}
      {drafts.map((draft) => (
        <dl key={draft.draft_id} className="context-draft">
          <dt>{draft.title || '（无标题）'}</dt>
          <dd>{draft.description}</dd>
          <dd>
            {[draft.kind_text, draft.class_text, draft.place_text, draft.address]
              .filter(Boolean)
              .join(' · ')}
          </dd>
          <dd>
            {draft.confidential && <Tag color="purple">要求保密</Tag>}
            <Tag>{draft.has_contact ? '已留电话' : '未留电话'}</Tag>
          </dd>
        </dl>
      ))}
      <h3>已登记的诉求</h3>
      {requests.length === 0 && <p className="hint">这次对话里没有。</p>}
      <ul className="context-requests">
        {requests.map((request) => (
          <li key={request.request_no}>
            <a href={linkTo('orders', request.order_id)}>{request.request_no}</a> {request.title}
          </li>
        ))}
      </ul>
      <h3>内部备注</h3>
      <ul className="context-notes">
        {notes.map((note) => (
          <li key={note.id}>
            <p className="plain">{note.text}</p>
            <p className="hint">
              {note.author} · {showStamp(note.at)}
            </p>
          </li>
        ))}
      </ul>
      <NoteForm busy={busy} onNote={onNote} />
    </aside>
  )
}

function NoteForm({ busy, onNote }: Pick<ContextProps, 'busy' | 'onNote'>) {
  const [text, setText] = useState('')
  const save = async () => {
    if (await onNote(text.trim())) setText('')
  }
  return (
    <form
      className="note-form"
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <label htmlFor="reception-note">写备注（市民看不到）</label>
      <Input.TextArea
        id="reception-note"
        rows={2}
        maxLength={2000}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Button htmlType="submit" size="small" loading={busy} disabled={text.trim() === ''}>
        保存备注
      </Button>
    </form>
  )
}
