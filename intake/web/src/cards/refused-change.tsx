import type { OutboxEntry } from '../chat/outbox.ts'
import { entryId } from '../chat/outbox.ts'
import type { TextField } from './draft-fields.ts'
import { textFields } from './draft-fields.ts'

interface RefusedChangeProps {
  entry: OutboxEntry
  onRewrite: (name: TextField, text: string) => void
  onDrop: (id: string) => void
}

/** What the server did not take, why, and a way to go on from what was typed (promise 5: nothing typed is lost). */
export function RefusedChange({ entry, onRewrite, onDrop }: RefusedChangeProps) {
  const { frame } = entry
  const changes = frame.type === 'draft-edit' ? frame.changes : {}
  const field = textFields.find(({ name }) => changes[name] !== undefined)
  const text = field ? (changes[field.name] ?? '') : ''
  return (
    <p class="problem" role="alert">
      {entry.error}
      {field && (
        <button
          type="button"
          class="link"
          onClick={() => {
            onDrop(entryId(entry))
            onRewrite(field.name, text)
          }}
        >
          接着改“{field.label}”
        </button>
      )}
      <button type="button" class="link" onClick={() => onDrop(entryId(entry))}>
        知道了
      </button>
    </p>
  )
}
