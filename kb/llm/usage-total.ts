import type { ModelUse } from './usage-store.ts'

/** What the calls of a run have cost together. */
export interface UsageTotal {
  calls: number
  /** Calls that brought an answer. */
  answered: number
  inputTokens: number
  outputTokens: number
  /** Null where no prices are configured. */
  cost: number | null
}

/** Adds up the uses of a run that has no database to record them in. */
export function createUsageTotal() {
  const total: UsageTotal = { calls: 0, answered: 0, inputTokens: 0, outputTokens: 0, cost: null }
  return {
    add: ({ outcome, usage }: Pick<ModelUse, 'outcome' | 'usage'>): void => {
      total.calls += 1
      if (outcome === 'ok') total.answered += 1
      total.inputTokens += usage.inputTokens
      total.outputTokens += usage.outputTokens
      if (usage.cost !== null) total.cost = (total.cost ?? 0) + usage.cost
    },
    total: (): UsageTotal => ({ ...total }),
  }
}

/** One line for a terminal. */
export function usageText(used: UsageTotal): string {
  const cost = used.cost === null ? '' : `，费用 ${used.cost.toFixed(4)}`
  const tokens = `输入 ${used.inputTokens}、输出 ${used.outputTokens} 个词元`
  return `语言模型：${used.calls} 次，成功 ${used.answered} 次，${tokens}${cost} · language model calls`
}
