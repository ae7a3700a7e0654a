import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { historyResults } from './history-results.ts'
import { historySuite } from './history-suite.ts'
import { type HistoryRow, readHistory, splitByGroup } from './labelled-history.ts'
import { describeLeakage, findLeakage } from './leakage.ts'
import { trainAndTest } from './train-and-test.ts'

const row = (
  id: string,
  text: string,
  label: string,
  more: Partial<HistoryRow> = {},
): HistoryRow => ({
  id,
  text,
  label,
  group: text,
  date: '',
  values: {},
  ...more,
})

const matters = {
  水务局: ['家里停水了', '自来水发黄', '水管爆了没人修', '水压太低'],
  交通局: ['公交车不准时', '出租车拒载', '地铁太挤', '公交站牌坏了'],
  城管局: ['占道经营太乱', '垃圾没人清', '违章搭建', '烧烤摊油烟大'],
}
const tails = ['请尽快处理', '已经好几天了', '小区里都这样', '希望解决', '打了几次电话']

function history(from: number, to: number): HistoryRow[] {
  return Object.entries(matters).flatMap(([label, texts]) =>
    texts.flatMap((text, i) =>
      tails.slice(from, to).map((tail, j) =>
        row(`${label}${i}${from + j}`, `${text}，${tail}`, label, {
          values: { category: ['市政', label, `${label}${i}`], district: i % 2 ? '东' : '西' },
        }),
      ),
    ),
  )
}

describe('reading', () => {
  it('joins files of several shapes, reaches into lists and keeps conditions', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'jiesu-history-'))
    const one = join(dir, 'a.jsonl')
    const two = join(dir, 'b.csv')
    await writeFile(
      one,
      `${JSON.stringify({ title: '停水', body: '三天了', category: ['公用', '供水'], taxonomy: 'new', seg_id: 7 })}\n${JSON.stringify({ text: 'x', category: ['公用'], taxonomy: 'new' })}\n`,
    )
    await writeFile(two, 'text,category.1,taxonomy\n占道经营,城管,old\n')
    const columns = {
      label: 'category.1',
      text: ['title', 'body', 'text'],
      group: 'seg_id',
      where: [{ field: 'taxonomy', value: 'new' }],
    }
    expect(await readHistory([one, two], columns)).toMatchObject({
      rows: [{ id: '7', text: '停水\n三天了', label: '供水', group: '7' }],
    })
    await expect(
      readHistory([two], { ...columns, where: [{ field: 'taxonomy', value: 'none' }] }),
    ).rejects.toMatchObject({ code: 'evals.no-rows' })
  })
})

describe('splitting', () => {
  it('keeps groups together and is fixed by the seed', () => {
    const rows = Array.from({ length: 100 }, (_, i) =>
      row(`${i}`, `t${i}`, 'a', { group: `${i % 25}` }),
    )
    const { train, dev } = splitByGroup(rows, { share: 0.2, seed: 3 })
    expect(dev.length).toBeGreaterThanOrEqual(20)
    const groups = new Set(dev.map((r) => r.group))
    expect(train.some((r) => groups.has(r.group))).toBe(false)
    expect(splitByGroup(rows, { share: 0.2, seed: 3 })).toEqual({ train, dev })
    expect(splitByGroup(rows, { share: 0.2, seed: 4 }).dev).not.toEqual(dev)
  })
})

describe('leakage', () => {
  it('finds shared texts, near duplicates, labels in the text and test rows that are too old', () => {
    const long =
      '城东路十二号楼下的水管从上个月开始一直漏水，物业来过两次都没有修好，楼道里全是水，老人容易滑倒'
    const train = [
      row('1', '停水了！', '水务局', { date: '2018-05-01' }),
      row('2', long, '水务局', { date: '2018-05-02' }),
    ]
    const test = [
      row('3', '停水了。', '水务局', { date: '2018-04-30' }),
      row('4', `${long}啊`, '水务局', { date: '2018-06-01' }),
      row('5', '请水务局处理', '水务局'),
    ]
    const found = findLeakage(train, test)
    expect(found).toEqual({
      sharedTexts: 1,
      nearDuplicates: 2,
      labelInText: 1,
      beforeTrainEnd: 1,
      n: 3,
    })
    expect(describeLeakage(found).join()).toContain('1/3（33.3%）')
    expect(describeLeakage(found)[0]).toContain('66.7%')
    expect(describeLeakage({ ...found, sharedTexts: 1, nearDuplicates: 5, n: 100 })).toHaveLength(3)
  })
})

describe('train and test', () => {
  it('learns, reports and repeats', async () => {
    const [train, dev, test] = [history(0, 3), history(3, 4), history(4, 5)]
    const options = { train, dev, test, embedder: null, seed: 1 }
    const tested = await trainAndTest(options)
    expect(tested.classes).toBe(3)
    const results = historyResults(tested.rows, {
      suite: 'category',
      train,
      label: 'category.1',
      slices: ['district'],
    })
    const measured = historySuite('category').measure(results, {
      seed: 1,
      threshold: tested.threshold,
    })
    expect(measured['top1']?.value).toBeGreaterThan(0.9)
    expect(measured['level1']?.value).toBe(1)
    expect(Object.keys(measured)).toEqual(
      expect.arrayContaining([
        'top1',
        'top3',
        'top5',
        'macro_f1',
        'ece',
        'coverage_at_95',
        'tree_distance',
      ]),
    )
    expect(results[0]?.slices).toMatchObject({ district: '西', label_frequency: '<20 例' })
    expect(results[0]?.truth_path).toEqual(['市政', '水务局'])
    const wrong = { ...tested, rows: tested.rows.map((r) => ({ ...r, ranked: ['交通局'] })) }
    const [first] = historyResults(wrong.rows, { suite: 'unit', train, label: 'unit', slices: [] })
    expect(first).toMatchObject({ right: false, proposed: '交通局', truth_path: [] })
    expect(first?.nearest[0]?.label).toBe('水务局')
    expect(await trainAndTest(options)).toEqual(tested)
  }, 30_000)
})
