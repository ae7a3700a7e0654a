import type { UnitDirectory } from '../catalogue/unit-directory.ts'
import type { WeighedDemand } from '../proposal/understanding.ts'
import type { HeardHistory } from './heard-history.ts'
import { hasVoice, type LeadModel } from './lead-model.ts'
import type { LeadVoice } from './lead-voice.ts'
import { gatherLeads, type LeadCandidate, type WeighedLead, weighLeads } from './weigh-leads.ts'

/** From this share by history on a unit outside the catalogue is shown. */
const STRONG = 0.5

/** Lets history order what the catalogue allows (R11, R12); null where no history speaks. */
export function hearHistory(
  engine: { lead: LeadVoice | null; directory: UnitDirectory },
  weighed: WeighedDemand,
): HeardHistory | null {
  const { lead } = engine
  if (lead === null || !hasVoice(lead.model)) return null
  return orderLeads(lead.model, candidatesOf({ lead, directory: engine.directory }, weighed))
}

/** The catalogue's own first lead is never out of sight. */
const SHOWN = 0.02

/** History raises only what likely lines name. */
const shareOf = ({ listed, p, catalogue }: Pick<WeighedLead, 'listed' | 'p' | 'catalogue'>) =>
  listed ? p : Math.min(p, catalogue)

/** What catalogue and history say of the possible leads of a demand. */
export function candidatesOf(
  { lead, directory }: { lead: LeadVoice; directory: UnitDirectory },
  weighed: WeighedDemand,
): LeadCandidate[] {
  return gatherLeads(lead.model, {
    place: weighed.input.place,
    isCityWide: weighed.isCityWide,
    votes: weighed.catalogueVotes,
    lines: weighed.lines,
    vector: lead.vectoriser.vectorise(weighed.matter),
    directory,
  })
}

/** The candidates in order: what the catalogue allows as votes, the rest apart. */
export function orderLeads(
  { weights }: Pick<LeadModel, 'weights'>,
  candidates: readonly LeadCandidate[],
): HeardHistory {
  const leads = weighLeads(candidates, weights)
  const first = Math.max(...leads.map(({ catalogue }) => catalogue))
  const votes = leads
    .flatMap(({ vote, ...lead }) =>
      vote
        ? [{ ...vote, p: lead.catalogue === first ? Math.max(SHOWN, lead.p) : shareOf(lead) }]
        : [],
    )
    .sort((a, b) => b.p - a.p)
  const [outside] = leads
    .filter(({ listed, history }) => !listed && history >= STRONG)
    .sort((a, b) => b.history - a.history)
  return { votes, leads, outside: outside ?? null }
}
