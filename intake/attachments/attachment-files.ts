import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Size } from './sign-address.ts'

/** Files of attachments in a local folder or a mounted volume, spread over 256 folders by the end of their id. */
export interface AttachmentFiles {
  dir: string
  /** Path below `dir`. */
  pathOf(id: string, size: Size): string
  /** On disk when it returns; a half-written file never bears the final name. */
  write(id: string, size: Size, data: Buffer): Promise<void>
  /** With whatever was left of it half-written. */
  remove(id: string): Promise<void>
  /** Ids of the files in these folders that were last written before then. */
  listOlder(folders: readonly string[], before: Date): Promise<string[]>
}

/** The 256 folders in 24 parts: each hour another one, so that every file is looked at once a day. */
export function foldersOfHour(now: Date): string[] {
  const hour = Math.floor(now.getTime() / 3_600_000) % 24
  return Array.from({ length: 256 }, (_, i) => i.toString(16).padStart(2, '0')).filter(
    (_, i) => i % 24 === hour,
  )
}

async function olderIn(folder: string, before: Date): Promise<string[]> {
  const names = await readdir(folder).catch(() => [])
  const ids: string[] = []
  for (const name of names) {
    const found = await stat(join(folder, name)).catch(() => null)
    // The id ends where the first dot stands: `.thumbnail`, `.part`.
    if (found?.isFile() && found.mtime < before) ids.push(name.split('.')[0] ?? '')
  }
  return ids
}

export function createAttachmentFiles(dir: string): AttachmentFiles {
  const pathOf = (id: string, size: Size) =>
    join(id.slice(-2), size === 'full' ? id : `${id}.thumbnail`)
  return {
    dir,
    pathOf,
    write: async (id, size, data) => {
      const path = join(dir, pathOf(id, size))
      await mkdir(join(dir, id.slice(-2)), { recursive: true })
      await writeFile(`${path}.part`, data, { flush: true, mode: 0o640 })
      await rename(`${path}.part`, path)
    },
    remove: async (id) => {
      for (const size of ['full', 'thumbnail'] as const) {
        await rm(join(dir, pathOf(id, size)), { force: true })
        await rm(`${join(dir, pathOf(id, size))}.part`, { force: true })
      }
    },
    listOlder: async (folders, before) => {
      const found = await Promise.all(folders.map((name) => olderIn(join(dir, name), before)))
      return [...new Set(found.flat())]
    },
  }
}
