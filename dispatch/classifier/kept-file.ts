import { mkdir, readdir, readFile, rename, stat, unlink, utimes, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/** So many files of a kind stay: a pack that is edited makes another with each start. */
const STAY = 4

/** What was kept under a name that says its kind and a hash of what it was made of (`kind-format-hash.ending`); null where nothing was. */
export async function readKept(file: string): Promise<Buffer | null> {
  try {
    const bytes = await readFile(file)
    const now = new Date()
    // The files that are in use are the last to go.
    await utimes(file, now, now).catch(() => {})
    return bytes
  } catch {
    return null
  }
}

/**
 * Keeps bytes for the next start. Written beside and renamed, so that a killed start leaves no half file; where nothing can be
 * written nothing is, which costs the next start some seconds and no more.
 */
export async function keepFile(file: string, parts: readonly Uint8Array[]): Promise<void> {
  const draft = `${file}.${process.pid}`
  try {
    await mkdir(dirname(file), { recursive: true })
    await writeFile(draft, parts)
    await rename(draft, file)
    await clean(file)
  } catch {
    // As said above.
  }
}

/** Deletes those of the same kind that were used least recently, and drafts of killed starts with them. */
async function clean(file: string): Promise<void> {
  const dir = dirname(file)
  const kind = basename(file).replace(/-.*$/, '-')
  const names = (await readdir(dir)).filter((name) => name.startsWith(kind))
  const used = await Promise.all(
    names.map(async (name) => ({ name, at: (await stat(join(dir, name))).mtimeMs })),
  )
  const old = used.sort((a, b) => b.at - a.at).slice(STAY)
  await Promise.all(old.map(({ name }) => unlink(join(dir, name)).catch(() => {})))
}
