import { itFinds } from '../testing/lint-town.ts'

itFinds([
  [
    'a class code twice',
    { 'taxonomy.csv': ['010101,0101,3,又一个,定义,,,,,,,,'] },
    'error class.repeated taxonomy.csv:6',
  ],
  [
    'a code of the wrong length',
    { 'taxonomy.csv': ['0102,01,3,短码,定义,,,,,,,,'] },
    'error class.level taxonomy.csv:6',
  ],
  [
    'an orphan code',
    { 'taxonomy.csv': ['020101,0201,3,孤类,定义,,,,,,,,'] },
    'error class.orphan taxonomy.csv:6',
  ],
  [
    'a reference to no class',
    { 'taxonomy.csv': { 4: '010101,0101,3,道路积水,马路上有水,,,999999,,,,,积水' } },
    'error class.see-also taxonomy.csv:4',
  ],
  [
    'an unknown element',
    { 'taxonomy.csv': { 4: '010101,0101,3,道路积水,马路上有水,,,,colour,,,,积水' } },
    'error class.element taxonomy.csv:4',
  ],
  [
    'none beside an element',
    { 'taxonomy.csv': { 4: '010101,0101,3,道路积水,马路上有水,,,,none|address,,,,积水' } },
    'error class.element taxonomy.csv:4',
  ],
  [
    'a class without a definition',
    { 'taxonomy.csv': { 4: '010101,0101,3,道路积水,,,,,,,,,积水' } },
    'warning class.undefined taxonomy.csv:4',
  ],
  [
    'near-identical names',
    { 'taxonomy.csv': { 5: '010102,0101,3,积水道路问题,没水,,,,,,,,停水' } },
    'warning class.near-identical taxonomy.csv:5',
  ],
  [
    'a leaf without examples',
    { 'examples.csv': { 3: '010101,桥下也是水' } },
    'warning class.no-example taxonomy.csv:5',
  ],
  [
    'an example of no class',
    { 'examples.csv': ['999999,没有这类'] },
    'error example.class examples.csv:4',
  ],
  [
    'an example in two classes',
    { 'examples.csv': ['010102,门口全是水'] },
    'error example.repeated examples.csv:4',
  ],
])
