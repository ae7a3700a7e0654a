import { useState } from 'preact/hooks'
import type { DraftChanges, TurnFrame } from '../../../protocol/chat-frames.ts'
import { AttachmentList } from '../attach/attachment-list.tsx'
import type { ChatState } from '../chat/chat-state.ts'
import type { DraftCard } from '../chat/latest-cards.ts'
import { filesOf, viewDraft } from '../chat/latest-cards.ts'
import { entryId } from '../chat/outbox.ts'
import type { ChatClient } from '../socket.ts'
import { newMessageId } from '../socket.ts'
import { DraftChoice } from './draft-choice.tsx'
import { draftDelivery } from './draft-delivery.ts'
import { DraftField } from './draft-field.tsx'
import type { TextField } from './draft-fields.ts'
import { kindOptions, textFields } from './draft-fields.ts'
import { DraftFooter } from './draft-footer.tsx'
import { RefusedChange } from './refused-change.tsx'

interface DraftCardProps {
  card: DraftCard
  seq: number
  state: ChatState
  client: ChatClient
}

/** The field that is open, and the text to begin with: after a refusal that is what was typed. */
interface Editing {
  name: TextField
  text: string
}

const closedTexts = {
  confirmed: '已提交',
  discarded: '已放弃，没有提交',
  expired: '已过期，没有提交',
} as const

/** The summary before filing: what will be filed, each field editable, confidentiality explained, then a person confirms. */
export function DraftCardView({ card, seq, state, client }: DraftCardProps) {
  const [editing, setEditing] = useState<Editing | null>(null)
  const view = viewDraft(state.turns, seq, card)
  const delivery = draftDelivery(state, card.draft_id)
  if (!view.newest) return <p class="replaced">诉求单已更新，请看后面最新的一张。</p>

  const open = view.state === 'open'
  const busy = delivery.busy !== null
  const stored = { time: card.time_text ?? '', respondent: card.respondent_text ?? '' }
  const shown = { ...card, ...stored, ...delivery.changes }
  const classes = card.class_options ?? []
  // Asked of the client and not of this drawing: a second click may come before the page is drawn again.
  const idle = () => draftDelivery(client.getState(), card.draft_id).busy === null
  const change = (changes: DraftChanges) => {
    client.send({
      type: 'draft-edit',
      client_message_id: newMessageId(),
      draft_id: card.draft_id,
      draft_version: card.version,
      changes,
    })
    setEditing(null)
  }
  return (
    <section class={open ? 'card draft' : 'card draft closed'} aria-label="诉求单">
      <h2>{view.state === 'open' ? '请核对诉求单' : `诉求单（${closedTexts[view.state]}）`}</h2>
      <dl class="summary">
        {textFields.map((field) => (
          <DraftField
            key={field.name}
            field={field}
            value={shown[field.name]}
            editable={open && !busy}
            editing={open && editing?.name === field.name ? editing.text : null}
            onEdit={() => setEditing({ name: field.name, text: shown[field.name] })}
            onCancel={() => setEditing(null)}
            onSave={(value) => change({ [field.name]: value })}
          />
        ))}
        <DraftChoice
          label="类型"
          text={kindOptions.find((o) => o.value === shown.kind)?.label ?? card.kind_text}
          value={shown.kind ?? ''}
          options={kindOptions}
          editable={open && !busy}
          onSave={(value) => {
            const kind = kindOptions.find((option) => option.value === value)?.value
            if (kind) change({ kind })
          }}
        />
        <DraftChoice
          label="事项"
          text={card.class_text}
          value={classes.find((option) => option.label === card.class_text)?.value ?? ''}
          options={classes}
          editable={open && !busy}
          onSave={(service_code) => change({ service_code })}
        />
        <Fact label="所在地" text={card.place_text} />
        <Sent card={card} turns={state.turns} />
        <Fact label="办理时限" text={card.deadline_text} />
      </dl>
      <DraftFooter
        confidential={shown.confidential}
        open={open}
        editing={editing !== null}
        busy={delivery.busy}
        onConfidential={(confidential) => change({ confidential })}
        onConfirm={() => {
          if (!idle()) return
          client.send({
            type: 'draft-confirm',
            client_message_id: newMessageId(),
            draft_id: card.draft_id,
            draft_version: card.version,
          })
        }}
        onDiscard={() => {
          if (!idle()) return
          client.send({
            type: 'draft-discard',
            client_message_id: newMessageId(),
            draft_id: card.draft_id,
          })
        }}
      />
      {delivery.refused.map((entry) => (
        <RefusedChange
          key={entryId(entry)}
          entry={entry}
          onRewrite={(name, text) => setEditing({ name, text })}
          onDrop={client.drop}
        />
      ))}
    </section>
  )
}

/** What goes with it besides words: the position, and which of the files that were sent. */
function Sent({ card, turns }: { card: DraftCard; turns: readonly TurnFrame[] }) {
  const { count, files } = filesOf(turns, card)
  return (
    <>
      <Fact label="位置" text={card.pin ? '已附上您发来的位置' : ''} />
      {count > 0 && (
        <div class="row">
          <dt>附件</dt>
          <dd class="with-files">
            <span class="value">{`您发来的 ${count} 个文件会一起提交`}</span>
            {files.length > 0 && <AttachmentList attachments={files} />}
          </dd>
        </div>
      )}
    </>
  )
}

function Fact({ label, text }: { label: string; text: string }) {
  if (text === '') return null
  return (
    <div class="row">
      <dt>{label}</dt>
      <dd>
        <span class="value">{text}</span>
      </dd>
    </div>
  )
}
