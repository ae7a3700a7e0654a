import { catalogueLine, itFinds } from '../testing/lint-town.ts'

itFinds([
  [
    'a bureau of no district',
    { 'district-bureaus.csv': ['南区,教委,,,官网,2027-01-01,'] },
    'error bureau.district district-bureaus.csv:5',
  ],
  [
    'a bureau of no kind',
    { 'district-bureaus.csv': ['东区,文旅局,,,官网,2027-01-01,'] },
    'error bureau.key district-bureaus.csv:5',
  ],
  [
    'a bureau without a source',
    { 'district-bureaus.csv': { 4: '西区,教委,,,,2027-01-01,' } },
    'warning bureau.no-source district-bureaus.csv:4',
  ],
  [
    'a pattern unit that the table does not list',
    { 'catalogue.csv': [catalogueLine('2', '0101', { lead: 'unit:西区水务局' })] },
    'error catalogue.unlisted-bureau catalogue.csv:3',
  ],
  [
    'a pattern unit in the list of units',
    { 'units.csv': ['c2,西区水务局,,city,department,,,,,官网,2027-01-01,'] },
    'error unit.unlisted-bureau units.csv:3',
  ],
  [
    'a unit without a class',
    { 'units.csv': ['c2,市气象局,,city,department,,,,,官网,2027-01-01,'] },
    'warning unit.no-class units.csv:3',
  ],
  [
    'a bureau without a class',
    { 'bureaus.csv': ['文旅局,{district}文旅局,,,'] },
    'warning unit.no-class bureaus.csv:4',
  ],
  [
    'a short name of two units',
    { 'units.csv': ['c2,水务公司,水务,region,company,,,,,官网,2027-01-01,'] },
    'error unit.alias units.csv:3',
  ],
])
