import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import type { Db } from '../../db/client.ts'
import type { Pack } from '../../db/packs/pack.ts'
import { findNewestHash } from '../../db/packs/pack-view.ts'

const record = z.strictObject({
  stamp: z.string(),
  code: z.string(),
  hash: z.string(),
  title: z.string(),
})

/** What is said of a loaded pack: its name and version. */
export function packTitle({ meta }: Pick<Pack, 'meta'>): string {
  return `${meta.name} ${meta.version}`
}

const readers = fileURLToPath(new URL('../../db/packs', import.meta.url))

async function filesBelow(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { withFileTypes: true, recursive: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}

/** Hash of a city's files and of the program that reads them: names and contents. */
export async function stampPack(packDir: string): Promise<string> {
  const sources = (await readdir(readers)).filter((name) => name.endsWith('.ts'))
  const files = [
    ...(await filesBelow(packDir).catch(() => [])),
    ...sources.map((name) => join(readers, name)),
  ]
  const contents = await Promise.all(files.sort().map((file) => readFile(file)))
  const hash = createHash('sha256')
  files.forEach((file, i) => {
    hash.update(`${file}\0`).update(contents[i] ?? '')
  })
  return hash.digest('hex')
}

const fileOf = (cacheDir: string) => join(cacheDir, 'pack-loaded.json')

/**
 * The title of the pack where the very same files were loaded before and are the newest version in this database; else null.
 * Reading and checking them again takes a second and would change nothing.
 */
export async function alreadyLoaded(
  db: Db,
  { cacheDir, stamp }: { cacheDir: string; stamp: string },
): Promise<string | null> {
  const text = await readFile(fileOf(cacheDir), 'utf8').catch(() => '')
  if (!text.includes(stamp)) return null
  try {
    const { code, hash, title } = record.parse(JSON.parse(text))
    return (await findNewestHash(db, code)) === hash ? title : null
  } catch {
    // Half a file is no file.
    return null
  }
}

/** Remembers what was loaded; where nothing can be written the next start reads the pack again. */
export async function rememberLoaded(cacheDir: string, stamp: string, pack: Pack): Promise<void> {
  const kept = { stamp, code: pack.meta.code, hash: pack.content_hash, title: packTitle(pack) }
  try {
    await mkdir(cacheDir, { recursive: true })
    await writeFile(fileOf(cacheDir), JSON.stringify(kept))
  } catch {
    // A read-only folder costs a second.
  }
}
