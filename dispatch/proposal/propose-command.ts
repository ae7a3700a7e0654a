import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { z } from 'zod'
import { AppError } from '../../db/kernel/errors.ts'
import type { Pack } from '../../db/packs/pack.ts'
import type { Embedder } from '../../kb/embed/embedder.ts'
import { createProposer } from './create-proposer.ts'
import type { Propose } from './proposal.ts'
import { type ProposalLine, toProposalLine } from './proposal-line.ts'

const requestLine = z.object({
  id: z.union([z.string(), z.number()]),
  channel: z.string().default('chat'),
  text: z.string(),
})
type RequestLine = z.infer<typeof requestLine>

export interface ProposeCommand {
  input: Readable
  output: Writable
  pack: Pack
  embedder: Embedder | null
  /** Told how far the run is; the caller decides whether a terminal shows it. */
  progress?: (text: string) => void
  /** Where vectors are kept between runs; none need be. */
  cacheDir?: string | undefined
  /** Where bad lines are reported; standard error unless told. */
  report?: (text: string) => void
  now?: () => Date
}

/** Lines understood at the same time: enough to keep an embedder's thread busy, few enough to stream. */
const batch = 16

/**
 * `jiesu propose`: JSONL in, JSONL out, in the same order, line by line. A bad line is reported by number and
 * does not stop the run; nothing is stored. Returns the exit code: 1 when a line was bad.
 */
export async function runPropose(command: ProposeCommand): Promise<number> {
  const { pack, embedder, input, output } = command
  const report = command.report ?? ((text: string) => process.stderr.write(`${text}\n`))
  const { cacheDir, progress } = command
  const propose = await createProposer({ pack, embedder, cacheDir, onPreparing: progress })
  await propose.ready
  const counts = { done: 0, bad: 0 }
  let number = 0
  let waiting: Promise<ProposalLine | AppError>[] = []
  const flush = async () => {
    for (const result of await Promise.all(waiting)) {
      if (result instanceof AppError) {
        counts.bad += 1
        report(result.message)
      } else {
        counts.done += 1
        if (!output.write(`${JSON.stringify(result)}\n`)) await once(output, 'drain')
      }
    }
    waiting = []
    command.progress?.(`已处理 ${counts.done} 条${counts.bad > 0 ? `，跳过 ${counts.bad} 行` : ''}`)
  }
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    number += 1
    if (line.trim() === '') continue
    waiting.push(proposeLine(line, { number, propose, at: command.now?.() ?? new Date() }))
    if (waiting.length >= batch) await flush()
  }
  await flush()
  if (counts.done + counts.bad > 0)
    command.progress?.(`完成：${counts.done} 条，跳过 ${counts.bad} 行\n`)
  await finish(output)
  return counts.bad > 0 ? 1 : 0
}

async function proposeLine(
  line: string,
  context: { number: number; propose: Propose; at: Date },
): Promise<ProposalLine | AppError> {
  try {
    const { id, channel, text } = parseLine(line)
    const proposal = await context.propose({ channel, text, at: context.at })
    return toProposalLine(id, proposal)
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    return new AppError('propose.line-invalid', { line: context.number, detail, cause: error })
  }
}

function parseLine(line: string): RequestLine {
  const parsed = requestLine.safeParse(JSON.parse(line.replace(/^\uFEFF/, '')))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new Error(`${issue?.path.join('.') || 'line'}: ${issue?.message}`)
}

/** Standard output stays open; a file is closed and its last bytes are on disk before we return. */
async function finish(output: Writable): Promise<void> {
  if (output === process.stdout) return
  output.end()
  await once(output, 'finish')
}
