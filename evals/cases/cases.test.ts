import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { smallCity } from '../../dispatch/testing/small-city.ts'
import { dialogueCase, questionCase, requestCase } from './case-formats.ts'
import { createCaseChecker } from './check-cases.ts'
import { cardsOf, readCards } from './dataset-cards.ts'
import { datasetDir } from './dataset-dir.ts'
import { squash, statesFact } from './key-facts.ts'
import { type CaseKind, caseKinds, filesOfKind, loadCases, readCaseFile } from './read-cases.ts'
import { requestSlices } from './slices.ts'
import { createUnitRarity, RARE_UNIT } from './unit-examples.ts'

let dir = ''
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'jiesu-cases-'))
})
const write = (name: string, lines: unknown[]) =>
  writeFile(join(dir, name), lines.map((l) => JSON.stringify(l)).join('\n'))

const gold = { triage: 'dispatch', kind: 'complaint' }

describe('formats', () => {
  it('takes one value or a list of acceptable ones', () => {
    const one = requestCase.parse({ id: 'a', text: 'x', gold })
    expect(one.gold).toMatchObject({ triage: ['dispatch'], kind: ['complaint'], demands: 1 })
    expect(one).toMatchObject({ split: 'dev', channel: 'chat' })
    const respondent = requestCase.parse({
      id: 'a',
      text: 'x',
      gold: { ...gold, respondent: null },
    })
    expect(respondent.gold.respondent).toEqual([null])
  })
  it('refuses unknown keys and values', () => {
    expect(requestCase.safeParse({ id: 'a', text: 'x', gold: { ...gold, leed: [] } }).success).toBe(
      false,
    )
    expect(requestCase.safeParse({ id: 'a', text: 'x', gold: { triage: 'maybe' } }).success).toBe(
      false,
    )
    expect(questionCase.safeParse({ id: 'a', text: 'x', answerable: 'yes' }).success).toBe(false)
  })
  it('reads a scripted dialogue', () => {
    const script = dialogueCase.parse({
      id: 'd',
      turns: [
        { say: '没水了' },
        { choose: 'file' },
        { edit: { title: '停水' } },
        { reconnect: true },
      ],
      answers: { address: ['不知道', '望湖街道'], contact: { choose: 'skip' } },
      goal: { outcome: 'request_filed', draft: { place_text: '望湖' } },
    })
    expect(script).toMatchObject({ max_turns: 12, goal: { outcome: ['request_filed'], never: [] } })
  })
})

describe('other people’s files', () => {
  const texts = Array.from({ length: 10 }, (_, i) => ({ id: `x${i}`, text: '停水', gold }))

  it('are read as they were meant: one value for a list, a number as id, keys of one’s own', async () => {
    const own = join(dir, 'own.jsonl')
    const given = {
      id: 7,
      text: '停水',
      at: '2026-03-10 08:30',
      address: null,
      reviewer: '甲',
      gold: { service_codes: '0102', lead: null, mode: 'direct', deadline: null, note: 'x' },
    }
    await writeFile(own, `\ufeff${JSON.stringify(given)}\r\n\r\n{"text":"没有编号","gold":{}}\r\n`)
    const { cases, warnings } = await loadCases(own, 'requests')
    expect(cases[0]).toMatchObject({ id: '7', at: '2026-03-10T08:30' })
    expect(cases[0]?.gold).toMatchObject({
      service_codes: ['0102'],
      lead: [],
      mode: ['direct'],
      deadline: [null],
    })
    expect(cases[0]?.gold.triage).toBeUndefined()
    expect(cases[1]?.id).toBe('requests-3')
    expect(warnings.join()).toContain('gold.note、reviewer')
  })
  it('may have a wrong line among many, which is named, but not many', async () => {
    await write('one-wrong.jsonl', [...texts, { id: 'y', text: '', gold }])
    const file = join(dir, 'one-wrong.jsonl')
    await expect(loadCases(file, 'requests')).rejects.toMatchObject({ code: 'evals.unreadable' })
    const { cases, warnings } = await loadCases(file, 'requests', { strict: false })
    expect(cases).toHaveLength(10)
    expect(warnings.join()).toContain('第 11 行')
    await write('two-wrong.jsonl', [...texts.slice(5), { text: '' }, { text: '' }])
    await expect(
      loadCases(join(dir, 'two-wrong.jsonl'), 'requests', { strict: false }),
    ).rejects.toMatchObject({ code: 'evals.unreadable' })
  })
  it('keep a script that knows more keys than we do', async () => {
    const script = {
      id: 'd',
      turns: ['没水了'],
      answers: { weather: '晴' },
      goal: { outcome: 'answered', mood: 1 },
    }
    await write('dialogue-own.jsonl', [script])
    const { cases, warnings } = await loadCases(join(dir, 'dialogue-own.jsonl'), 'dialogues')
    expect(cases[0]).toMatchObject({ turns: [{ say: '没水了' }], answers: {} })
    expect(warnings).toHaveLength(1)
  })
})

describe('files', () => {
  it('are read in name order, and a bad line is named', async () => {
    await write('requests.jsonl', [{ id: 'a', text: 'x', gold }])
    await write('requests-2.jsonl', [
      { id: 'b', text: 'y', gold },
      { id: 'b', text: 'z', gold },
      {},
    ])
    expect((await filesOfKind(dir, 'requests')).map((f) => f.slice(dir.length + 1))).toEqual([
      'requests-2.jsonl',
      'requests.jsonl',
    ])
    const { cases, problems } = await readCaseFile(join(dir, 'requests-2.jsonl'), 'requests')
    expect(cases).toHaveLength(2)
    expect(problems.map((p) => p.line)).toEqual([2, 3])
    await expect(loadCases(dir, 'requests')).rejects.toMatchObject({ code: 'evals.unreadable' })
    expect((await loadCases(join(dir, 'requests.jsonl'), 'requests')).cases).toHaveLength(1)
    expect((await loadCases(join(dir, 'none'), 'questions')).cases).toEqual([])
  })
})

describe('gold labels', () => {
  const { request, question } = createCaseChecker(smallCity())
  const check = (more: object) =>
    request(requestCase.parse({ id: 'a', text: 'x', gold: { ...gold, ...more } }))
  it('may only name what the pack knows', () => {
    expect(check({ lead: ['城东区望湖街道'], mode: ['direct'], service_codes: ['0101'] })).toEqual(
      [],
    )
    expect(check({ lead: ['望湖街道办'], mode: ['direct'] })).toEqual([
      'unit 望湖街道办 is not in the pack',
    ])
    expect(check({ service_codes: ['0999'] })).toEqual(['class 0999 is not in the pack'])
    expect(check({ district: '城南区' })).toEqual(['place 城南区 is not in the pack'])
  })
  it('must fit together', () => {
    expect(check({ lead: [], mode: ['direct'] })).toHaveLength(1)
    expect(check({ lead: ['城东区'], mode: ['none'] })).toHaveLength(1)
    expect(check({ triage: 'emergency' })).toEqual(['emergency without number'])
    expect(question(questionCase.parse({ id: 'q', text: '?', answerable: true }))).toHaveLength(1)
  })
})

describe('key facts', () => {
  it('are found whatever the punctuation, by any of several, or by pattern', () => {
    expect(squash('Ａ 4O元，')).toBe('a4o元')
    expect(statesFact('15日内', '自受理之日起 15 日内。')).toBe(true)
    expect(statesFact(['租房合同', '房屋租赁合同'], '房屋租赁合同')).toBe(true)
    expect(statesFact('/满(半年|6个月)/', '住满6个月')).toBe(true)
    expect(statesFact('免费', '要收费')).toBe(false)
  })
})

describe('slices', () => {
  const known = {
    firstLevel: () => '住房',
    seenPlace: (p: string) => p.includes('望湖'),
    unitExamples: createUnitRarity(smallCity()),
  }
  const slicesOf = (more: object) =>
    requestSlices(requestCase.parse({ id: 'a', text: '電梯壞了', gold, ...more }), known)
  it('are computed from the case', () => {
    expect(
      slicesOf({ at: '2026-03-01T23:10:00+08:00', slices: { asr_noise: true } }),
    ).toMatchObject({
      channel: 'chat',
      traditional: '是',
      asr_noise: '是',
      hour: '18–23 时',
      place: '未说明',
      kind: 'complaint',
    })
    expect(
      slicesOf({
        gold: {
          ...gold,
          service_codes: ['0101'],
          district: '城东区',
          subdistrict: '城东区望湖街道',
        },
      }),
    ).toMatchObject({ first_level: '住房', district: '城东区', place: '训练语料里有' })
  })
  it('tell a rare unit by the examples that lead to its like', () => {
    const city = smallCity()
    const [street] = city.units.filter((unit) => unit.level === 'subdistrict')
    const [line] = city.catalogue.filter((entry) => entry.lead === '@subdistrict')
    const name = street?.name ?? ''
    const example = { service_code: line?.service_code ?? '', text: '电梯坏了' }
    const with19 = { ...city, examples: Array(RARE_UNIT - 1).fill(example) }
    const with20 = { ...city, examples: Array(RARE_UNIT).fill(example) }
    expect(createUnitRarity(with19)(name)).toBe('<20 例')
    expect(createUnitRarity(with20)(name)).toBe('≥20 例')
    expect(createUnitRarity(with20)('某个不认识的单位')).toBe('<20 例')
    expect(slicesOf({ gold: { ...gold, lead: [name] } })).toHaveProperty('unit_examples')
    expect(slicesOf({ gold: { ...gold, lead: [] } })).not.toHaveProperty('unit_examples')
  })
})

describe("the project's own suites", () => {
  it('are all well-formed', async () => {
    for (const kind of Object.keys(caseKinds) as CaseKind[]) {
      for (const file of await filesOfKind(datasetDir, kind)) {
        expect((await readCaseFile(file, kind)).problems).toEqual([])
      }
    }
  })
  it('have cards', async () => {
    const cards = await readCards(datasetDir)
    const described = new Set(cards.flatMap((card) => card.files))
    for (const kind of Object.keys(caseKinds) as CaseKind[]) {
      if (kind === 'second-labels') continue
      for (const file of await filesOfKind(datasetDir, kind)) {
        expect([...described]).toContain(file.split('/').at(-1))
      }
    }
    const [card] = await cardsOf(datasetDir, ['requests.jsonl'])
    expect(card?.n).toBeGreaterThan(0)
  })
})
