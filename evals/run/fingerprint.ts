import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
/** What can change a figure: the layers' code, without screens, tests and the report's looks. */
const layers = ['db', 'kb', 'dispatch', 'intake', 'evals']
const irrelevant =
  /(^|\/)(web|console|miniprogram|testing|node_modules|dist)\/|[.](test|e2e)[.]ts$|^evals\/report\//

/** SHA-256 over the program's own source, so that a figure names the code that made it, with or without git. */
export async function hashCode(): Promise<string> {
  const hash = createHash('sha256')
  for (const layer of layers) {
    const names = await readdir(join(root, layer), { recursive: true })
    const files = names.map((name) => `${layer}/${name}`).filter((name) => name.endsWith('.ts'))
    for (const file of files.filter((name) => !irrelevant.test(name)).sort()) {
      hash
        .update(file)
        .update('\0')
        .update(await readFile(join(root, file)))
    }
  }
  return hash.digest('hex').slice(0, 16)
}

/** SHA-256 over data files, in the given order. */
export async function hashFiles(files: readonly string[]): Promise<string> {
  const hash = createHash('sha256')
  for (const file of files) for await (const chunk of createReadStream(file)) hash.update(chunk)
  return hash.digest('hex').slice(0, 16)
}
