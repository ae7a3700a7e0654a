import { itFinds } from '../testing/lint-town.ts'

const article = (more: string[]) => ['---', ...more, '---', '正文']
const front = [
  'id: water',
  'title: 停水怎么办',
  'questions: [停水怎么办]',
  'jurisdiction: 小城市',
  'owner: 市水务局',
  'source: { title: 水法 }',
  'valid_from: "2026-01-01"',
  'verify_before: "2027-01-01"',
]
const lexicon = (rules: string[]) => ['name: emergency', 'rules:', ...rules]

itFinds([
  [
    'a lexicon rule twice',
    {
      'lexicons/e.yaml': lexicon([
        '  - { id: fire, any: [着火], examples: [家里着火] }',
        '  - { id: fire, any: [起火], examples: [起火了] }',
      ]),
    },
    'error lexicon.repeated lexicons/e.yaml:4',
  ],
  [
    'a lexicon rule without examples',
    { 'lexicons/e.yaml': lexicon(['  - { id: fire, any: [着火] }']) },
    'warning lexicon.no-example lexicons/e.yaml:3',
  ],
  [
    'values that differ between languages',
    {
      'texts.yaml': ['hello: { zh: 您好, en: Hello }', 'wait: { zh: "等{minutes}分钟", en: Wait }'],
    },
    'error text.values texts.yaml:2',
  ],
  [
    'an article of no class',
    { 'articles/water.md': article([...front, 'service_codes: ["999999"]']) },
    'error article.class articles/water.md:1',
  ],
  [
    'an article to be verified again',
    { 'articles/water.md': article([...front.slice(0, -1), 'verify_before: "2026-01-01"']) },
    'warning article.stale articles/water.md:1',
  ],
  [
    'a question of two articles',
    {
      'articles/a.md': article(['id: a', ...front.slice(1)]),
      'articles/b.md': article(['id: b', ...front.slice(1)]),
    },
    'warning article.question articles/b.md:1',
  ],
])
