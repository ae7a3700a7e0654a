import type { FileStore, KeptFile } from './file-store.ts'
import type { Sending } from './send-file.ts'

export type UploadState = 'preparing' | 'waiting' | 'uploading' | 'done' | 'failed'

/** One file as the page shows it. */
export interface Upload {
  id: string
  name: string
  mediaType: string
  bytes: number
  state: UploadState
  /** 0 to 1 */
  progress: number
  problem: string | null
  /** Address of a small picture, for photos. */
  preview: string | null
  /** The message that it goes with; null while it lies beside the text field. */
  messageId: string | null
}

export interface Entry {
  kept: KeptFile
  shown: Upload
  sending: Sending | null
  /** How often it was tried in vain. */
  attempt: number
}

export interface Entries {
  list(): readonly Upload[]
  subscribe(listener: () => void): () => void
  get(id: string): Entry | undefined
  inState(state: UploadState): Entry[]
  enter(kept: KeptFile, state: UploadState): Entry
  change(entry: Entry, more: Partial<Upload>): void
  /** Changes what the device keeps. */
  keep(entry: Entry, more: Partial<KeptFile>): void
  remove(id: string): void
}

const smallPicture = (blob: Blob): string | null =>
  blob.type.startsWith('image/') && typeof URL.createObjectURL === 'function'
    ? URL.createObjectURL(blob)
    : null

function show(kept: KeptFile, state: UploadState): Upload {
  return {
    id: kept.id,
    name: kept.name,
    mediaType: kept.blob.type,
    bytes: kept.blob.size,
    state,
    progress: state === 'done' ? 1 : 0,
    problem: null,
    preview: smallPicture(kept.blob),
    messageId: kept.messageId,
  }
}

/** The files that are on their way, in the order in which they were chosen, here and on the device. */
export function createEntries(store: FileStore): Entries {
  const entries = new Map<string, Entry>()
  const listeners = new Set<() => void>()
  let list: Upload[] = []
  const tell = () => {
    list = [...entries.values()].map(({ shown }) => shown)
    for (const listener of listeners) listener()
  }
  return {
    list: () => list,
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    get: (id) => entries.get(id),
    inState: (state) => [...entries.values()].filter(({ shown }) => shown.state === state),
    enter(kept, state) {
      const entry: Entry = { kept, shown: show(kept, state), sending: null, attempt: 0 }
      entries.set(kept.id, entry)
      tell()
      return entry
    },
    change(entry, more) {
      entry.shown = { ...entry.shown, ...more }
      tell()
    },
    keep(entry, more) {
      entry.kept = { ...entry.kept, ...more }
      void store.put(entry.kept)
    },
    remove(id) {
      const entry = entries.get(id)
      entries.delete(id)
      entry?.sending?.cancel()
      if (entry?.shown.preview) URL.revokeObjectURL(entry.shown.preview)
      void store.remove(id)
      tell()
    },
  }
}
