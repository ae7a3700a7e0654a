import { expect, it } from 'vitest'
import { createProposer } from '../proposal/create-proposer.ts'
import type { NeighbourVote } from '../related/find-neighbours.ts'
import { smallCity } from '../testing/small-city.ts'

const near = (leadUnitId: string, leadName: string, similarity = 0.9): NeighbourVote => ({
  requestId: 'r',
  orderNo: 'n',
  serviceCode: '0101',
  leadUnitId,
  leadName,
  similarity,
  by: 'meaning',
  outcome: 'closed',
  decidedAt: new Date(0),
})
const street = near('s1101', '城东区望湖街道')
const bureau = near('b11', '城东区市场监督管理局')
const text = '城东区望湖街道南湖东园电梯坏了三天'

it.each([
  ['only the catalogue', [], text, ['目前只有目录依据，还没有相近的历史工单']],
  [
    'what is hardly alike says nothing',
    [near('b11', '城东区市场监督管理局', 0.3)],
    text,
    ['目前只有目录依据，还没有相近的历史工单'],
  ],
  [
    'both the same',
    [street, street, bureau],
    text,
    ['目录与历史一致：相近的3件历史工单中2件由城东区望湖街道办理'],
  ],
  [
    'a unit that the catalogue does not name here',
    [bureau, bureau],
    text,
    ['相近的2件历史工单中2件由城东区市场监督管理局办理，目录在这里未列，仅供参考'],
  ],
  [
    'the place is not known, so only history speaks',
    [bureau],
    '小区电梯坏了三天',
    ['目录还定不下承办单位；相近的1件历史工单中1件由城东区市场监督管理局办理，仅供参考'],
  ],
  ['neither speaks', [], '小区电梯坏了三天', []],
  ['nobody is to get it', [street], '着火了，快来', []],
])('says who speaks for the lead: %s', async (_name, neighbours, words, said) => {
  const propose = await createProposer({
    pack: smallCity(),
    embedder: null,
    neighbours: async () => neighbours,
  })
  const found = await propose({
    channel: 'chat',
    text: words,
    at: new Date('2026-03-10T02:00:00Z'),
  })
  const lines = found.evidence.filter(({ source }) => source === 'history')
  expect(lines.map(({ why }) => why)).toEqual(said)
  expect(lines.every((line) => line.for === 'unit')).toBe(true)
})
