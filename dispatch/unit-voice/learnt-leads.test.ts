import { beforeAll, describe, expect, it } from 'vitest'
import type { ClassModel } from '../classifier/class-model-file.ts'
import { decodeClassModel, encodeClassModel } from '../classifier/class-model-file.ts'
import { trainModel } from '../model/train-model.ts'
import { createProposer, type Proposer } from '../proposal/create-proposer.ts'
import { smallCity } from '../testing/small-city.ts'
import { cardOrders } from './testing/card-orders.ts'

const pack = smallCity()
const at = new Date('2026-05-10T02:00:00Z')
const words = '城东区八里桥街道游泳馆办了卡，现在关门不退钱'

const leads = async (propose: Proposer) => {
  const found = await propose({ channel: 'chat', text: words, at })
  const said = found.evidence.filter(({ source }) => source === 'history')
  const units = found.units.filter(({ role }) => role === 'lead').map(({ name }) => name)
  return { found, units, said }
}

describe('a city whose dispatchers send one matter to the second unit of its line', () => {
  let model: ClassModel
  let propose: Proposer
  beforeAll(async () => {
    propose = await createProposer({ pack, embedder: null })
    model = await trainModel(
      pack,
      cardOrders(220, (street) => street.unit),
    )
  })

  it('proposes it first after the training, says why, and takes it back with the pack’s own model', async () => {
    const before = await leads(propose)
    expect(before.units[0]).toBe('城东区市场监督管理局')
    expect(before.said.map(({ why }) => why)).toEqual(['目前只有目录依据，还没有相近的历史工单'])
    await propose.use(model)
    const after = await leads(propose)
    // One street's history teaches the others: the role is learnt, not the unit.
    expect(after.units[0]).toBe('城东区八里桥街道')
    expect(after.units).toContain('城东区市场监督管理局')
    expect(after.said[0]?.why).toContain(
      '目录首选城东区市场监督管理局，历史工单多由城东区八里桥街道办理',
    )
    expect(after.found.catalogue_line).toBe('3')
    await propose.use(null)
    expect(await leads(propose)).toEqual({
      ...before,
      found: { ...before.found, ms: expect.any(Number) },
    })
  })

  it('was judged on the newest orders, and keeps no words of theirs', () => {
    expect(model.lead?.verdict).toMatchObject({ orders: 220, roles: 1, held: 44 })
    const { before, after } = model.lead?.verdict ?? {}
    expect([before?.right, after?.right]).toEqual([0, 1])
    expect(encodeClassModel(model).toString('utf8')).not.toMatch(/游泳馆|望湖街道|充值卡/)
  })

  it('is another version where other units got the orders, and the same where the same did', async () => {
    const again = await trainModel(
      pack,
      cardOrders(220, (street) => street.unit),
    )
    expect(again.version).toBe(model.version)
    const other = await trainModel(
      pack,
      cardOrders(220, () => 'b11'),
    )
    expect(other.version).not.toBe(model.version)
  })

  it('is the same after it was kept and read again, and has no voice beside another catalogue', async () => {
    const restored = decodeClassModel(encodeClassModel(model))
    expect(restored.lead).toEqual(model.lead)
    await propose.use(restored)
    expect((await leads(propose)).units[0]).toBe('城东区八里桥街道')
    const catalogue = pack.catalogue.map((row) =>
      row.line === '3' ? { ...row, supporting: [] } : row,
    )
    const other = await createProposer({
      pack: { ...pack, catalogue },
      embedder: null,
      trained: model,
    })
    expect((await leads(other)).units[0]).toBe('城东区市场监督管理局')
  })
})

describe('what history may not do', () => {
  it('never leads with a unit that no line allows, and says that catalogue and history differ', async () => {
    const trained = await trainModel(
      pack,
      cardOrders(220, () => 'water'),
    )
    const propose = await createProposer({ pack, embedder: null, trained })
    const { found, units, said } = await leads(propose)
    expect(units[0]).toBe('城东区市场监督管理局')
    expect(units.at(-1)).toBe('临江自来水公司')
    expect(said[0]?.why).toContain('目录未列，仅供参考')
    expect(found.abstain).toBe(true)
    expect(found.confidence).toBeLessThan(0.5)
    // Where the place is not known yet the citizen is asked; history alone is told, and is no candidate.
    const open = await propose({ channel: 'chat', text: '游泳馆办了卡，现在关门不退钱', at })
    expect([open.mode, open.units]).toEqual(['ask_place', []])
    expect(open.evidence.find(({ source }) => source === 'history')?.why).toMatch(
      /^目录还定不下承办单位；历史工单多由临江自来水公司办理（\d+%），仅供参考/,
    )
  })

  it('has no voice under the least number of orders', async () => {
    const few = cardOrders(100, (street) => street.unit)
    const trained = await trainModel(pack, few)
    expect(trained.lead).toBeNull()
    expect(trained.orders).toBe(100)
  })

  it('stays silent where the older orders say nothing of the newest', async () => {
    // Half to the bureau, half to the street, by nothing that the words or the line could tell.
    const orders = cardOrders(240, (street, n) =>
      (n * 2654435761) % 97 < 49 ? street.unit : 'b11',
    )
    const { lead } = await trainModel(pack, orders)
    const right = lead?.verdict.after.right ?? 0
    expect(right).toBeGreaterThanOrEqual(lead?.verdict.before.right ?? 1)
    expect(lead?.verdict.after.loss).toBeLessThanOrEqual(lead?.verdict.before.loss ?? 0)
  })
})
