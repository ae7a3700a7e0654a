import { parseArgs } from 'node:util'
import { z } from 'zod'
import { systemClock } from '../../db/kernel/clock.ts'
import { type Config, loadConfig } from '../../db/kernel/config.ts'
import { AppError } from '../../db/kernel/errors.ts'
import { createLanguageModel } from '../../kb/llm/create-language-model.ts'
import type { CompletionFailure } from '../../kb/llm/language-model.ts'
import { fillPrompt } from '../../kb/llm/load-prompt.ts'
import { sumModelUses } from '../../kb/llm/usage-view.ts'
import { withDatabase } from './database-commands.ts'
import { environment } from './environment.ts'
import { textTable } from './text-table.ts'

const say = (text: string) => process.stdout.write(`${text}\n`)
const usage = 'jiesu llm check | usage [--days N]'

const WORD = '接诉即办'
const DAY = 24 * 3_600_000

/** What to do about each way in which a call fails. */
const advice: Record<CompletionFailure, string> = {
  timeout: '太慢：换小一些的模型，用 LLM_EXTRA 关掉思考，或者调大 LLM_TIMEOUT_MS',
  rate_limited: '调用太多：查看该服务的配额',
  unavailable: '连不上或被拒绝：核对 OPENAI_BASE_URL、OPENAI_MODEL、OPENAI_API_KEY',
  truncated: '答复被截断：去掉 LLM_EXTRA 里的长度限制',
  invalid: '答复不是纯 JSON：换一个模型，或者用 LLM_EXTRA 关掉思考',
  circuit_open: '连续失败，暂停调用',
}

/** One real call with the configured endpoint, so that a mistake in the settings is seen before a citizen waits for it. */
async function check(config: Config): Promise<number> {
  const errors: unknown[] = []
  const model = await createLanguageModel(config, { onError: (error) => errors.push(error) })
  if (!model) throw new AppError('llm.not-configured')
  const found = await model.complete({
    prompt: fillPrompt('self-check', { redacted: {}, published: { word: WORD } }),
    schema: z.strictObject({ word: z.literal(WORD) }),
    purpose: 'check',
  })
  const { inputTokens, outputTokens, cost, ms } = found.usage
  const spent = `${Math.round(ms)} 毫秒，词元 ${inputTokens}/${outputTokens}${cost === null ? '' : `，费用 ${cost}`}`
  if (found.ok) say(`${model.model} 可用：${spent} · works`)
  else {
    const [error] = errors
    say(
      `${model.model} 不可用（${found.reason}）：${advice[found.reason]}；${spent} · does not work`,
    )
    if (error instanceof Error) say(error.message)
  }
  return found.ok ? 0 : 1
}

function showUsage(days: number): Promise<number> {
  return withDatabase(async ({ database: { db } }) => {
    const since = new Date(systemClock.now().getTime() - days * DAY)
    const rows = await sumModelUses(db, since)
    const lines = textTable(
      ['用途', '提示词', '模型', '结果', '次数', '输入词元', '输出词元', '费用', '中位毫秒'],
      rows.map((row) => [
        row.purpose,
        row.prompt,
        row.model,
        row.outcome,
        row.calls,
        row.inputTokens,
        row.outputTokens,
        row.cost === null ? '' : row.cost.toFixed(4),
        Math.round(row.medianMs),
      ]),
    )
    for (const line of rows.length > 0 ? lines : []) say(line)
    const calls = rows.reduce((sum, row) => sum + row.calls, 0)
    say(`最近 ${days} 天 ${calls} 次调用 · calls in the last days`)
    return 0
  })
}

/** `jiesu llm check|usage`: whether the configured language model answers, and what it has cost. */
export async function runLlm(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { days: { type: 'string', default: '30' } },
  })
  const days = Number(values.days)
  const [what] = positionals
  if (what === 'check') return check(loadConfig(environment()))
  if (what === 'usage' && Number.isInteger(days) && days > 0) return showUsage(days)
  throw new AppError('command.usage', { usage })
}
