import type { FileStore, KeptFile } from './file-store.ts'
import { createEntries, type Entries, type Entry, type Upload } from './upload-entries.ts'
import { createRunner, type RunnerOptions } from './upload-runner.ts'

export interface Uploads {
  list(): readonly Upload[]
  subscribe(listener: () => void): () => void
  /** Takes files over; what does not fit is said in the returned sentence. */
  add(files: readonly File[]): Promise<string | null>
  cancel(id: string): void
  retry(id: string): void
  /** They go with this message now; null: back beside the text field. */
  assign(ids: readonly string[], messageId: string | null): void
  /** What the server calls those that were not taken away; null while one has not arrived. */
  attachmentIds(ids: readonly string[]): string[] | null
  /** The server has them no more (or they lie in another conversation): they go up again. */
  lost(ids: readonly string[]): void
  /** Their message was taken, or given up. */
  forget(ids: readonly string[]): void
  /** The network is back or a conversation is open. */
  wake(): void
  /** Files of an earlier visit; those of messages that are not waiting any more go. */
  restore(waiting: ReadonlySet<string>): Promise<void>
}

export interface UploadsOptions extends RunnerOptions {
  store: FileStore
  shrink: (file: File) => Promise<Blob>
  newId: () => string
  now?: () => number
  most: number
  /** As the server said last. */
  mostBytes: () => number
}

const MEGABYTE = 1024 * 1024

/** Files from the moment they are chosen until their message is taken. */
export function createUploads(options: UploadsOptions): Uploads {
  const entries = createEntries(options.store)
  const start = createRunner(entries, options)
  let restored = false
  const lost = (ids: readonly string[]) => {
    for (const entry of found(entries, ids)) {
      if (entry.shown.state === 'uploading') continue
      entries.keep(entry, { uploaded: null })
      entries.change(entry, { state: 'waiting', progress: 0 })
    }
    start()
  }
  return {
    list: entries.list,
    subscribe: entries.subscribe,
    add: (files) => addFiles(entries, { ...options, start }, files),
    cancel(id) {
      entries.remove(id)
      options.onArrived()
    },
    retry(id) {
      const entry = entries.get(id)
      if (entry) entries.change(entry, { state: 'waiting', problem: null })
      start()
    },
    assign(ids, messageId) {
      for (const entry of found(entries, ids)) {
        entries.keep(entry, { messageId })
        entries.change(entry, { messageId })
      }
    },
    attachmentIds(ids) {
      // Until the device was asked, nobody knows what goes with a message of an earlier visit.
      if (!restored) return null
      const token = options.token()
      const all = found(entries, ids)
      const here = all.flatMap(({ kept }) =>
        kept.uploaded?.token === token ? [kept.uploaded.attachmentId] : [],
      )
      // Arrived in a conversation that was left since: it goes up again into this one.
      const stale = all.filter(({ kept }) => kept.uploaded && kept.uploaded.token !== token)
      if (stale.length > 0 && token !== null) lost(stale.map(({ kept }) => kept.id))
      return here.length === all.length ? here : null
    },
    lost,
    forget: (ids) => ids.forEach(entries.remove),
    wake: start,
    async restore(waiting) {
      for (const kept of await options.store.all())
        restoreOne(entries, options.store, { kept, waiting })
      restored = true
      start()
      options.onArrived()
    },
  }
}

const found = (entries: Entries, ids: readonly string[]): Entry[] =>
  ids.flatMap((id) => entries.get(id) ?? [])

function restoreOne(
  entries: Entries,
  store: FileStore,
  { kept, waiting }: { kept: KeptFile; waiting: ReadonlySet<string> },
): void {
  if (entries.get(kept.id)) return
  if (kept.messageId !== null && !waiting.has(kept.messageId)) void store.remove(kept.id)
  else entries.enter(kept, kept.uploaded === null ? 'waiting' : 'done')
}

/** What fits is taken; what does not is said. A photo of any size fits: it is made smaller first. */
async function addFiles(
  entries: Entries,
  options: UploadsOptions & { start: () => void },
  files: readonly File[],
): Promise<string | null> {
  const { most } = options
  const mostBytes = options.mostBytes()
  const lying = entries.list().filter(({ messageId }) => messageId === null).length
  const room = Math.max(0, most - lying)
  const fit = files.filter(({ size, type }) => size <= mostBytes || type.startsWith('image/'))
  await Promise.all(fit.slice(0, room).map((file) => take(entries, options, file)))
  if (fit.length > room) return `一条消息最多带 ${most} 个文件，多出来的没有加上。`
  if (fit.length === files.length) return null
  return `文件太大，每个最多 ${Math.round(mostBytes / MEGABYTE)} MB。可以压缩或者剪短后再发。`
}

async function take(
  entries: Entries,
  { newId, now = Date.now, shrink, start }: UploadsOptions & { start: () => void },
  file: File,
): Promise<void> {
  const id = newId()
  const kept = { id, name: file.name, addedAt: now(), messageId: null, uploaded: null }
  const entry = entries.enter({ ...kept, blob: file }, 'preparing')
  const blob = await shrink(file)
  if (entries.get(id) !== entry) return
  // A message may have taken it meanwhile.
  entries.keep(entry, { blob })
  entries.change(entry, { state: 'waiting', bytes: blob.size })
  start()
}
