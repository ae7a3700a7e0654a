import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { z } from 'zod'
import type { Pack } from '../../db/packs/pack.ts'
import type { Embedder } from '../embed/embedder.ts'
import { type AskOptions, createAsk } from './ask.ts'

const inputLine = z.object({ id: z.union([z.string(), z.number()]), text: z.string() })

/** What the chat answers with too: the same question gets the same answer in both. */
type SharedWithChat = Pick<AskOptions, 'isEmergency' | 'classesOf' | 'rerank' | 'languageModel'>

export interface AskCommandOptions extends SharedWithChat {
  input: Readable
  output: Writable
  pack: Pack
  embedder: Embedder | null
  /** One line about how far it is, for a terminal. */
  progress?: (text: string) => void
  /** One sentence per bad line, and the closing count; standard error by default. */
  report?: (text: string) => void
  now?: () => Date
}

/** Waits for a slow reader, so that a million lines need no more memory than ten. */
async function writeLine(output: Writable, value: unknown): Promise<void> {
  if (output.write(`${JSON.stringify(value)}\n`)) return
  await new Promise((resolve) => output.once('drain', resolve))
}

function parseLine(line: string): z.infer<typeof inputLine> {
  const parsed = inputLine.safeParse(JSON.parse(line.replace(/^\uFEFF/, '')))
  if (parsed.success) return parsed.data
  throw new Error(parsed.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`).join('; '))
}

const describe = (error: unknown) => (error instanceof Error ? error.message : String(error))

/**
 * `jiesu ask`: one question a line in, one answer a line out, in the same order. Stores nothing and takes no
 * lock, so it runs beside a live server. A bad line is reported by its number and skipped. Returns the exit
 * code: 0, or 1 when there were lines and not one of them could be answered.
 */
export async function runAsk(options: AskCommandOptions): Promise<number> {
  const { input, output, pack, embedder, progress = () => {}, now = () => new Date() } = options
  const { isEmergency, classesOf, rerank = null, languageModel = null } = options
  const report = options.report ?? ((text: string) => void process.stderr.write(`${text}\n`))
  const ask = createAsk({
    articles: pack.articles,
    servicePoints: pack.service_points,
    pack,
    embedder,
    progress: (done, total) => progress(`正在准备资料 ${done}/${total}`),
    onFailure: (error) => report(`向量不可用，改用关键词：${describe(error)}`),
    ...(isEmergency ? { isEmergency } : {}),
    classesOf,
    rerank,
    languageModel,
  })
  await ask.ready
  let line = 0
  let answered = 0
  let bad = 0
  for await (const text of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    line += 1
    if (text.trim() === '') continue
    try {
      const question = parseLine(text)
      await writeLine(output, {
        id: question.id,
        ...(await ask({ text: question.text, at: now() })),
      })
      answered += 1
      progress(`已回答 ${answered}`)
    } catch (error) {
      bad += 1
      report(`第 ${line} 行不能处理：${describe(error)}`)
    }
  }
  if (bad > 0) report(`共 ${bad} 行不能处理，${answered} 行已回答。`)
  return bad > 0 && answered === 0 ? 1 : 0
}
