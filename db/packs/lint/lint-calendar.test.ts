import { expect, it } from 'vitest'
import { itFinds, lintTown } from '../testing/lint-town.ts'

itFinds([
  [
    'a day both off and on',
    {
      'calendar.yaml': [
        'holidays:',
        '  - { date: 2026-05-06, name: 放假 }',
        'workdays:',
        '  - { date: 2026-05-06, name: 上班 }',
      ],
    },
    'error calendar.both calendar.yaml:4',
  ],
  [
    'a season to be verified again',
    {
      'calendar.yaml': [
        'flood_season:',
        '  - { from: "06-01", to: "09-15", verify_before: 2026-05-31 }',
      ],
    },
    'warning calendar.stale calendar.yaml:2',
  ],
  [
    'working days that the citizen is not told of',
    {
      'calendar.yaml': ['days: working'],
      'texts.yaml': ['deadline.7d: { zh: 7天, en: 7 days }'],
    },
    'warning calendar.text texts.yaml:1',
  ],
])

it('says when holidays are used that nobody has announced yet', async () => {
  const working = { 'calendar.yaml': ['days: working'] }
  expect((await lintTown(working, '2026-06-01')).join()).not.toContain('calendar.reach')
  expect((await lintTown(working, '2060-12-15')).join()).toContain('calendar.reach')
})
