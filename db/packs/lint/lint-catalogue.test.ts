import { catalogueLine, itFinds } from '../testing/lint-town.ts'

itFinds([
  [
    'a class without a unit',
    { 'catalogue.csv': { 2: catalogueLine('1', '0101', { keywords: '水' }) } },
    'error class.no-unit taxonomy.csv:2',
  ],
  [
    'a line of no class',
    { 'catalogue.csv': [catalogueLine('2', '9999', {})] },
    'error catalogue.class catalogue.csv:3',
  ],
  [
    'a bureau that no district has',
    { 'catalogue.csv': [catalogueLine('2', '0101', { lead: '@bureau:文旅局' })] },
    'error catalogue.bureau catalogue.csv:3',
  ],
  [
    'a unit that nobody knows',
    { 'catalogue.csv': [catalogueLine('2', '0101', { lead: 'unit:市某局' })] },
    'error catalogue.unit catalogue.csv:3',
  ],
  [
    'a role that nobody knows',
    { 'catalogue.csv': [catalogueLine('2', '0101', { lead: '@street' })] },
    'error catalogue.role catalogue.csv:3',
  ],
  [
    'a community as lead unit',
    { 'catalogue.csv': [catalogueLine('2', '0101', { lead: 'unit:东区河边街道桥头社区' })] },
    'error catalogue.community catalogue.csv:3',
  ],
  [
    'the community as a role',
    { 'catalogue.csv': [catalogueLine('2', '0101', { lead: '@community' })] },
    'error catalogue.community catalogue.csv:3',
  ],
  [
    'a line that says the same again',
    { 'catalogue.csv': [catalogueLine('2', '01', { lead: '@bureau:水务局' })] },
    'error catalogue.unreachable catalogue.csv:3',
  ],
  [
    'a line that an earlier one takes first',
    {
      'catalogue.csv': [
        catalogueLine('2', '0101', { keywords: '水|雨' }),
        catalogueLine('3', '0101', { keywords: '雨', lead: 'unit:市水务局' }),
      ],
    },
    'error catalogue.unreachable catalogue.csv:4',
  ],
  [
    'a contradicting line',
    { 'catalogue.csv': [catalogueLine('2', '01', { lead: '@district' })] },
    'error catalogue.contradiction catalogue.csv:3',
  ],
  [
    'overlapping validity',
    { 'catalogue.csv': [catalogueLine('2', '01', { dates: '2026-06-01,' })] },
    'error catalogue.overlap catalogue.csv:3',
  ],
  [
    'a line number twice',
    { 'catalogue.csv': [catalogueLine('1', '0101', {})] },
    'error catalogue.repeated catalogue.csv:3',
  ],
  [
    'dates that run backwards',
    { 'catalogue.csv': [catalogueLine('2', '0101', { dates: '2026-12-31,2026-12-01' })] },
    'error catalogue.dates catalogue.csv:3',
  ],
  [
    'an expired line',
    { 'catalogue.csv': [catalogueLine('2', '0101', { dates: '2025-01-01,2025-12-31' })] },
    'warning catalogue.expired catalogue.csv:3',
  ],
  [
    'a line without a basis',
    { 'catalogue.csv': ['2,0101,,,,,,,@district,,,,,,,,'] },
    'warning catalogue.no-basis catalogue.csv:3',
  ],
])
