import { expect, test } from 'vitest'
import { diffPacks } from '../../db/packs/diff-packs.ts'
import { lexiconFile, type Pack } from '../../db/packs/pack.ts'
import { renderDiff } from './render-diff.ts'

const packWith = (any: string[]) => {
  const rules = [
    { id: 'fire', any, examples: ['着火了'] },
    { id: 'gas', any: ['煤气味'], examples: ['煤气味很大'] },
  ]
  const empty = Object.fromEntries(
    ['jurisdictions', 'confusable', 'landmarks', 'bureaus', 'district_bureaus', 'units'].map(
      (table) => [table, []],
    ),
  )
  const rest = { taxonomy: [], examples: [], emergency_examples: [], catalogue: [] }
  const more = { service_points: [], articles: [], meta: {}, calendar: {}, texts: {} }
  const lexicons = { emergency: lexiconFile.parse({ name: 'emergency', rules }).rules }
  return { ...empty, ...rest, ...more, lexicons } as unknown as Pack
}

test('one changed pattern of a lexicon is one line, not the whole lexicon', () => {
  const diff = diffPacks(packWith(['着火', '起火']), packWith(['着火', '失火', '冒烟']))
  expect(renderDiff(diff)).toEqual([
    '词表 lexicons：新增 0，删除 0，修改 1',
    '  ~ emergency/fire',
    '      any：+ 失火  + 冒烟  - 起火',
  ])
  expect(renderDiff(diffPacks(packWith(['着火']), packWith(['着火'])))).toEqual([
    '没有变化 · unchanged',
  ])
})
