import { expect, it } from 'vitest'
import { createUsageTotal, usageText } from './usage-total.ts'

const usage = { inputTokens: 100, outputTokens: 20, cost: 0.0014, ms: 5 }

it('adds up calls, tokens and cost, failed ones too', () => {
  const used = createUsageTotal()
  used.add({ outcome: 'ok', usage })
  used.add({ outcome: 'timeout', usage: { inputTokens: 0, outputTokens: 0, cost: 0, ms: 9 } })
  expect(used.total()).toEqual({
    calls: 2,
    answered: 1,
    inputTokens: 100,
    outputTokens: 20,
    cost: 0.0014,
  })
  expect(usageText(used.total())).toContain(
    '2 次，成功 1 次，输入 100、输出 20 个词元，费用 0.0014',
  )
})

it('claims no cost where there are no prices', () => {
  const used = createUsageTotal()
  used.add({ outcome: 'ok', usage: { ...usage, cost: null } })
  expect(usageText(used.total())).not.toContain('费用')
})
