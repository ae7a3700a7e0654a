/** A file that is on its way, as the device keeps it: it survives a reload and a day without network. */
export interface KeptFile {
  id: string
  name: string
  blob: Blob
  addedAt: number
  /** The message that it goes with, once that was sent off. */
  messageId: string | null
  /** What the server called it, and in which conversation (by its token). */
  uploaded: { attachmentId: string; token: string } | null
}

export interface FileStore {
  all(): Promise<KeptFile[]>
  put(file: KeptFile): Promise<void>
  remove(id: string): Promise<void>
}

/** Lasts as long as the page: for browsers that keep nothing (private windows), and for tests. */
export function createMemoryFiles(): FileStore {
  const files = new Map<string, KeptFile>()
  return {
    all: async () => [...files.values()].sort((a, b) => a.addedAt - b.addedAt),
    put: async (file) => void files.set(file.id, file),
    remove: async (id) => void files.delete(id),
  }
}

const DATABASE = 'jiesu.chat'
const STORE = 'files'

function openDatabase(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1)
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'id' })
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
    request.onblocked = () => reject(new Error('blocked'))
  })
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

/** IndexedDB, because text storage holds five megabytes and no files; in memory where that is refused. */
export function createBrowserFiles(): FileStore {
  const memory = createMemoryFiles()
  let opened: Promise<IDBDatabase> | undefined
  const run = async <T>(
    mode: IDBTransactionMode,
    work: (store: IDBObjectStore) => IDBRequest<T>,
  ): Promise<T> => {
    opened ??= openDatabase()
    const database = await opened
    return done(work(database.transaction(STORE, mode).objectStore(STORE)))
  }
  return {
    all: async () => {
      const inMemory = await memory.all()
      const stored = await run<KeptFile[]>('readonly', (s) => s.getAll()).catch(() => [])
      const ids = new Set(inMemory.map(({ id }) => id))
      return [...inMemory, ...stored.filter(({ id }) => !ids.has(id))].sort(
        (a, b) => a.addedAt - b.addedAt,
      )
    },
    put: async (file) => {
      try {
        await run('readwrite', (s) => s.put(file))
        await memory.remove(file.id)
      } catch {
        await memory.put(file)
      }
    },
    remove: async (id) => {
      await memory.remove(id)
      await run('readwrite', (s) => s.delete(id)).catch(() => undefined)
    },
  }
}
