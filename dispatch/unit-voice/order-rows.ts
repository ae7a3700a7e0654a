import { matchCatalogue } from '../catalogue/match-catalogue.ts'
import { detectRespondent, respondentLexicon } from '../catalogue/respondent.ts'
import type { OrderText } from '../classifier/class-model.ts'
import { createExampleSearch } from '../classifier/example-search.ts'
import type { SparseVector } from '../classifier/features.ts'
import type { Engine } from '../proposal/engine.ts'
import { matterWords } from '../proposal/matter-words.ts'
import type { ProposedPlace } from '../proposal/proposal.ts'
import { catalogueFacts } from '../proposal/understand-demand.ts'
import { citizenWords } from '../triage/citizen-words.ts'
import { prepareText } from '../triage/lexicon.ts'
import { roleOfLead } from './lead-roles.ts'
import type { OrderLead } from './order-lead.ts'

/** A confirmed order as an example of a lead. */
export interface LeadRow {
  order: OrderText
  lead: OrderLead
  role: string
  /** The citizen's words at their own offsets, and the same without the names of places. */
  own: string
  matter: string
}

/** The orders whose lead is explained by their place (R12), oldest first; another street's office teaches nothing. */
export function leadRows(engine: Engine, orders: readonly OrderText[]): LeadRow[] {
  return orders
    .flatMap((order): LeadRow[] => {
      const { lead } = order
      const unit = lead ? engine.directory.byCode(lead.unit) : null
      if (!lead || !unit || !engine.taxonomy.byCode.has(order.code)) return []
      const role = roleOfLead(unit, lead, engine.directory)
      if (role === null) return []
      const own = citizenWords(order.text, lead.channel)
      return [{ order, lead, role, own, matter: matterWords(engine, prepareText(own).words) }]
    })
    .sort((a, b) => a.lead.at.getTime() - b.lead.at.getTime())
}

export function decidedPlace({ district, subdistrict }: OrderLead): ProposedPlace {
  const unknown = { community: null, ambiguous: false, question: null, candidates: [] }
  return { district, subdistrict, ...unknown }
}

/** The catalogue's line for the class that a person decided (R11); null where there is none. */
export function lineOf(engine: Engine, row: LeadRow): string | null {
  const { order, lead, matter } = row
  const respondent = detectRespondent(engine.lexicons.get(respondentLexicon), matter, matter)
  const input = { place: decidedPlace(lead), at: lead.at }
  const facts = catalogueFacts(engine, { input, matter, respondent })
  const { taxonomy } = engine
  const match = matchCatalogue(engine.catalogue, { taxonomy, code: order.code, facts })
  return match?.entry.line ?? null
}

/** The same words, or nearly the same in the same street, are one event: it may not teach and examine. */
const SAME = { anywhere: 0.75, here: 0.6 }

/** The older orders without those that tell the same as a held-out one. */
export function withoutTwins(
  rest: readonly LeadRow[],
  held: readonly LeadRow[],
  vectorise: (text: string) => SparseVector,
): LeadRow[] {
  const search = createExampleSearch(rest.map(({ matter }) => vectorise(matter)))
  const twins = new Set<number>()
  for (const { matter, lead } of held) {
    const { rows, of } = search.cosines(vectorise(matter))
    for (const row of rows) {
      const isHere = rest[row]?.lead.subdistrict === lead.subdistrict
      if ((of[row] ?? 0) >= (isHere ? SAME.here : SAME.anywhere)) twins.add(row)
    }
  }
  return rest.filter((_, row) => !twins.has(row))
}
