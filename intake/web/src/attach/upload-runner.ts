import { backoffDelay } from '../chat/backoff.ts'
import type { SendFile } from './send-file.ts'
import type { Entries, Entry } from './upload-entries.ts'

export interface RunnerOptions {
  /** The conversation's token; null before there is one. */
  token: () => string | null
  send: SendFile
  /** Called when a file has arrived, so that its message can go. */
  onArrived: () => void
}

const AT_ONCE = 2

/** Sends what waits, two at a time; what the network interrupts is tried again by itself. */
export function createRunner(entries: Entries, options: RunnerOptions): () => void {
  const start = () => {
    const token = options.token()
    if (token === null) return
    const room = AT_ONCE - entries.inState('uploading').length
    for (const entry of entries.inState('waiting').slice(0, Math.max(0, room))) {
      void upload(entry, token)
    }
  }
  const upload = async (entry: Entry, token: string) => {
    const { id, name, blob } = entry.kept
    entries.change(entry, { state: 'uploading', progress: 0, problem: null })
    entry.sending = options.send({ id, name, blob, token }, (progress) => {
      if (entries.get(id) === entry) entries.change(entry, { progress })
    })
    const result = await entry.sending.result
    entry.sending = null
    if (entries.get(id) !== entry) return start()
    if ('attachment' in result) {
      entry.attempt = 0
      entries.keep(entry, { uploaded: { attachmentId: result.attachment.id, token } })
      entries.change(entry, { state: 'done', progress: 1 })
      options.onArrived()
    } else if (result.later) {
      entries.change(entry, { state: 'waiting', progress: 0, problem: result.problem })
      setTimeout(start, backoffDelay(entry.attempt++, 1))
      return
    } else {
      entries.change(entry, { state: 'failed', problem: result.problem })
    }
    start()
  }
  return start
}
