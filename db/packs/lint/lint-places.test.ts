import { itFinds } from '../testing/lint-town.ts'

itFinds([
  [
    'a code twice',
    { 'jurisdictions.csv': ['10010101,100102,community,另一社区,,,,,test,'] },
    'error jurisdiction.repeated jurisdictions.csv:8',
  ],
  [
    'an orphan place',
    { 'jurisdictions.csv': ['990101,9901,town,孤镇,,,,,test,'] },
    'error jurisdiction.orphan jurisdictions.csv:8',
  ],
  [
    'an alias that names two places without being marked',
    { 'jurisdictions.csv': ['100201,1002,town,坡上镇,河边,,,,test,'] },
    'error alias.ambiguous jurisdictions.csv:5',
  ],
  [
    'a landmark that stands nowhere',
    {
      'landmarks.csv': [
        'name,kind,aliases,jurisdictions,certainty,detail,source,note',
        '大桥,bridge,,,district,,test,',
      ],
    },
    'error landmark.nowhere landmarks.csv:2',
  ],
  [
    'a landmark in an unknown street',
    {
      'landmarks.csv': [
        'name,kind,aliases,jurisdictions,certainty,detail,source,note',
        '大桥,bridge,,东区没有街道,subdistrict,,test,',
      ],
    },
    'error landmark.unknown-place landmarks.csv:2',
  ],
  [
    'a landmark twice',
    {
      'landmarks.csv': [
        'name,kind,aliases,jurisdictions,certainty,detail,source,note',
        '大桥,bridge,,东区,district,,test,',
        '大桥,bridge,,东区,district,,test,',
      ],
    },
    'warning landmark.repeated landmarks.csv:3',
  ],
  [
    'two landmarks of one name in two streets',
    {
      'landmarks.csv': [
        'name,kind,aliases,jurisdictions,certainty,detail,source,note',
        '人民公园,park,,东区河边街道,subdistrict,,test,',
        '山下广场,area,人民公园,东区山下街道,subdistrict,,test,',
      ],
    },
    'error alias.ambiguous landmarks.csv:3',
  ],
])
