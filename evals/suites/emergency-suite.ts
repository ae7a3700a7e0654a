import type { ProposalLine } from '../../dispatch/proposal/proposal-line.ts'
import type { EmergencyCase, RequestCase } from '../cases/case-formats.ts'
import { plain } from '../metrics/figure.ts'
import { share } from './figures.ts'
import { type Judged, marks } from './request-suite.ts'
import type { Suite } from './suite.ts'

type Group = 'emergency' | 'near_miss' | 'ordinary'

/** The emergencies of both files; a request whose gold allows a card or not is no case. */
export function emergencyGroup(c: EmergencyCase | RequestCase): Group | null {
  if ('emergency' in c) return c.emergency ? 'emergency' : 'near_miss'
  const { triage } = c.gold
  if (!triage) return null
  if (!triage.includes('emergency')) return 'ordinary'
  return triage.length === 1 ? 'emergency' : null
}

const numbersOf = (c: EmergencyCase | RequestCase) =>
  'emergency' in c ? c.number : (c.gold.number ?? [])

/** Whether the card is shown, and with the right number (R11-1). */
export function judgeEmergency(c: EmergencyCase | RequestCase, found: ProposalLine): Judged | null {
  const group = emergencyGroup(c)
  if (group === null) return null
  const isCard = found.triage === 'emergency'
  const isRight = (group === 'emergency') === isCard
  const numbers = numbersOf(c)
  const number =
    group === 'emergency' && isCard && numbers.length > 0
      ? numbers.includes(found.emergency_number ?? '')
      : undefined
  const error = group === 'emergency' ? 'missed_emergency' : 'false_emergency'
  return {
    right: isRight,
    truth: group === 'emergency' ? `紧急 ${numbers.join('/')}` : '不是紧急',
    proposed: isCard ? `紧急 ${found.emergency_number ?? ''}` : '不是紧急',
    reason: c.why,
    slices: { group },
    errors: isRight ? [] : [error],
    values: marks({ card: isCard, number }),
  }
}

/** Missing an emergency is the worst error; a false card costs a citizen a moment. */
export const emergencySuite: Suite = {
  name: 'emergency',
  zh: '紧急情形',
  headline: 'recall',
  measure: (results) => {
    const of = (group: Group) => results.filter((r) => r.slices['group'] === group)
    const emergencies = of('emergency')
    const cards = results.filter((r) => r.values['card'] === 1)
    const isRight = (r: (typeof results)[number]) => r.right === true
    return {
      recall: share(emergencies, isRight),
      missed: plain(emergencies.filter((r) => r.right === false).length),
      precision: share(cards, isRight),
      near_miss_specificity: share(of('near_miss'), isRight),
      false_cards: share(of('ordinary'), (r) => r.right === false),
      number: share(
        results.filter((r) => r.values['number'] !== undefined),
        (r) => r.values['number'] === 1,
      ),
    }
  },
}
