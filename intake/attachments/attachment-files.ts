import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Size } from './sign-address.ts'

/** Files of attachments in a local folder or a mounted volume, spread over 256 folders by the end of their id. */
export interface AttachmentFiles {
  dir: string
  /** Path below `dir`. */
  pathOf(id: string, size: Size): string
  /** On disk when it returns; a half-written file never bears the final name. */
  write(id: string, size: Size, data: Buffer): Promise<void>
  remove(id: string): Promise<void>
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
      }
    },
  }
}
