import { createHash } from 'node:crypto'
import { appendFileSync } from 'node:fs'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { canonicalJson } from '../../db/kernel/canonical-json.ts'

const manifest = z.object({
  id: z.string(),
  command: z.string(),
  /** What `--resume` runs again. */
  args: z.array(z.string()).default([]),
  started_at: z.string(),
  state: z.enum(['running', 'done']),
  /** Settings and fingerprints: answers of another program or of other data are never mixed in. */
  key: z.string(),
})

/** A folder that holds a run while it goes on and after: what was answered so far survives Ctrl-C and kill. */
export interface RunFolder {
  dir: string
  id: string
  startedAt: string
  /** Answers of an earlier, unfinished run of the same key. */
  resumed: number
  get(key: string): unknown
  keep(key: string, value: unknown): void
  write(name: string, text: string): Promise<void>
  finish(): Promise<void>
}

export interface RunFolderOptions {
  /** `--out`, or a new folder under `DATA_DIR/evals`. */
  dir: string
  id: string
  command: string
  args?: readonly string[]
  /** Everything that an answer depends on. */
  settings: unknown
  now: Date
}

/** `20260310-101500-unit`: sorts by time and says what it is. */
export function newRunId(name: string, now: Date): string {
  const stamp = now.toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15)
  return `${stamp}-${name.replace(/[^\w-]+/g, '-').slice(0, 40)}`
}

async function readManifest(dir: string) {
  try {
    return manifest.parse(JSON.parse(await readFile(join(dir, 'run.json'), 'utf8')))
  } catch {
    return null
  }
}

/** The arguments of a stored run, for `--resume`; null where the folder holds none. */
export async function readRunArguments(dir: string): Promise<string[] | null> {
  return (await readManifest(dir))?.args ?? null
}

/** A line that was cut off by a kill is dropped: its case is answered again. */
async function readAnswers(file: string): Promise<Map<string, unknown>> {
  const answers = new Map<string, unknown>()
  const text = await readFile(file, 'utf8').catch(() => '')
  for (const line of text.split('\n')) {
    try {
      const { key, value } = JSON.parse(line) as { key: string; value: unknown }
      answers.set(key, value)
    } catch {}
  }
  return answers
}

/** Opens a run folder, taking up an unfinished run of the same settings, program and data. */
export async function openRunFolder(options: RunFolderOptions): Promise<RunFolder> {
  const { dir, command, args = [] } = options
  const key = createHash('sha256').update(canonicalJson(options.settings)).digest('hex')
  const file = join(dir, 'answers.jsonl')
  await mkdir(dir, { recursive: true })
  const earlier = await readManifest(dir)
  const isSame = earlier?.state === 'running' && earlier.key === key
  if (!isSame) await rm(file, { force: true })
  const answers = isSame ? await readAnswers(file) : new Map<string, unknown>()
  const id = isSame ? earlier.id : options.id
  const startedAt = isSame ? earlier.started_at : options.now.toISOString()
  const save = (state: 'running' | 'done') =>
    writeFile(
      join(dir, 'run.json'),
      `${JSON.stringify({ id, command, args, started_at: startedAt, state, key }, null, 2)}\n`,
    )
  await save('running')
  // A cut-off last line would swallow the next answer.
  if (isSame) appendFileSync(file, '\n')
  return {
    dir,
    id,
    startedAt,
    resumed: answers.size,
    get: (name) => answers.get(name),
    // Not in memory: a curve over noise makes a hundred thousand answers, and each is used once.
    keep: (name, value) => {
      appendFileSync(file, `${JSON.stringify({ key: name, value })}\n`)
    },
    write: (name, text) => writeFile(join(dir, name), text),
    finish: () => save('done'),
  }
}
