import type { Pack } from '../../db/packs/pack.ts'
import type { Gold, QuestionCase, RequestCase } from './case-formats.ts'

/** Names in a gold label that the pack does not know: a misspelt unit would count as an error of the system for ever. */
export interface CaseChecker {
  request(c: RequestCase): string[]
  question(c: QuestionCase): string[]
}

const modesWithoutUnit = ['none', 'ask_place']

/** Says what does not fit together inside a gold label. */
function inconsistencies(gold: Gold): string[] {
  const problems: string[] = []
  const { mode = [], lead = [] } = gold
  const dispatched = mode.some((m) => !modesWithoutUnit.includes(m))
  if (gold.lead !== undefined && gold.mode !== undefined) {
    if (dispatched && lead.length === 0) problems.push('mode sends it out, but there is no lead')
    if (!dispatched && lead.length > 0) problems.push('there is a lead, but no mode sends it out')
  }
  if (gold.triage?.[0] === 'emergency' && !gold.number?.length)
    problems.push('emergency without number')
  if (gold.subdistrict && gold.district && !gold.subdistrict.startsWith(gold.district)) {
    problems.push(`${gold.subdistrict} does not begin with ${gold.district}`)
  }
  return problems
}

/** Checks gold labels against a pack; the result lists sentences, empty where all is well. */
export function createCaseChecker(pack: Pack): CaseChecker {
  const units = new Set(pack.units.map((unit) => unit.name))
  const classes = new Set(pack.taxonomy.map((row) => row.code))
  const articles = new Set(pack.articles.map((article) => article.id))
  const places = new Set(
    pack.units
      .filter((u) => u.level === 'district' || u.level === 'subdistrict')
      .map((u) => u.name),
  )
  const unknown = (what: string, names: readonly string[], known: ReadonlySet<string>) =>
    names.filter((name) => !known.has(name)).map((name) => `${what} ${name} is not in the pack`)

  const checkGold = (gold: Gold): string[] => [
    ...inconsistencies(gold),
    ...unknown('unit', [...(gold.lead ?? []), ...gold.supporting, ...gold.copies], units),
    ...unknown('class', gold.service_codes ?? [], classes),
    ...unknown(
      'place',
      [gold.district, gold.subdistrict].filter((name) => typeof name === 'string'),
      places,
    ),
  ]
  return {
    request: ({ gold }) => [gold, ...gold.others].flatMap(checkGold),
    question: (c) => [
      ...unknown('article', c.article, articles),
      ...(c.answerable && c.key_facts.length === 0 ? ['answerable, but no key fact'] : []),
    ],
  }
}
