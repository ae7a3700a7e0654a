import { segment } from '../../kb/language/segment.ts'
import type { Engine } from '../proposal/engine.ts'
import type { Evidence } from '../proposal/proposal.ts'
import type { UnitPlan } from '../proposal/propose-units.ts'
import type { Understanding } from '../proposal/understanding.ts'
import { isPrecedent } from '../related/neighbour-evidence.ts'
import type { HeardHistory } from './heard-history.ts'
import type { LeadModel } from './lead-model.ts'
import { spokenWords } from './text-voice.ts'
import { LEAST_LISTED, type WeighedLead } from './weigh-leads.ts'

const percent = (p: number) => `${Math.round(p * 100)}%`
const SHOWN_WORDS = 3
/** Below this share by history nobody can say who usually gets it. */
const LEAST_HISTORY = 0.3

/**
 * Whether catalogue and history say the same of the lead, in one line (R11, R12): who reads it knows when only one of the two speaks.
 * Pure.
 */
export function historyEvidence(
  engine: Pick<Engine, 'lead'>,
  { found, plan }: { found: Understanding; plan: UnitPlan },
): Evidence[] {
  if (plan.mode === 'none') return []
  const { heard } = found
  const told = heard && engine.lead ? usualLead(heard) : null
  if (!told || !engine.lead) return nearestOnly(found, plan)
  const words = spokenFor(engine.lead, told, found)
  return [
    {
      for: 'unit',
      source: 'history',
      ref: told.expanded.unit?.code ?? '',
      text: words.text,
      span: words.span,
      why: `${compare(found, told)}${words.others}`,
    },
  ]
}

/** Whom history names first, where it names anybody: orders under the same line, or words that are usually that unit's. */
function usualLead({ leads }: HeardHistory): WeighedLead | null {
  const [best] = [...leads].sort((a, b) => b.history - a.history)
  if (!best?.expanded.unit || best.history < LEAST_HISTORY) return null
  return best.orders >= 1 || best.text >= LEAST_HISTORY ? best : null
}

function compare({ votes, catalogueVotes }: Understanding, told: WeighedLead): string {
  const name = told.expanded.unit?.name ?? ''
  const share = percent(told.history)
  const [now] = votes
  const [listed] = catalogueVotes
  if (!now?.unit) return `目录还定不下承办单位；历史工单多由${name}办理（${share}），仅供参考`
  if (!told.listed) return `历史工单多由${name}办理（${share}），目录未列，仅供参考`
  if (listed?.unit?.code === told.key) return `目录与历史一致：历史工单多由${name}办理（${share}）`
  const first = listed?.unit ? `目录首选${listed.unit.name}，` : ''
  const moved = now.unit.code === told.key ? '，据此排在前面' : ''
  return `${first}历史工单多由${name}办理（${share}）${moved}`
}

/** Without a learnt history the nearest confirmed orders speak for it; where there are none, only the catalogue does. */
function nearestOnly({ votes, catalogueVotes, input }: Understanding, plan: UnitPlan): Evidence[] {
  const near = (input.neighbours ?? []).filter(isPrecedent)
  const line = (why: string): Evidence[] => [
    { for: 'unit', source: 'history', ref: '', text: '', span: null, why },
  ]
  const lead = votes[0]?.unit
  if (near.length === 0) return lead ? line('目前只有目录依据，还没有相近的历史工单') : []
  const counts = new Map<string, number>()
  for (const { leadName } of near) counts.set(leadName, (counts.get(leadName) ?? 0) + 1)
  const [name = '', count = 0] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? []
  const share = `相近的${near.length}件历史工单中${count}件由${name}办理`
  if (!lead) return line(`目录还定不下承办单位；${share}，仅供参考`)
  if (name === lead.name) return line(`目录与历史一致：${share}`)
  const isListed =
    catalogueVotes.some(({ unit, p }) => unit?.name === name && p >= LEAST_LISTED) ||
    plan.units.some((unit) => unit.name === name && unit.role === 'supporting')
  return line(isListed ? `${share}，目录首选${lead.name}` : `${share}，目录在这里未列，仅供参考`)
}

/** The words that spoke most for the unit: the first with its place in the text, the others by name. */
function spokenFor(
  { model, vectoriser }: { model: LeadModel } & NonNullable<Engine['lead']>,
  told: WeighedLead,
  { matter, input }: Understanding,
): { text: string; span: [number, number] | null; others: string } {
  const none = { text: '', span: null, others: '' }
  if (model.text === null || told.role === null || told.text < LEAST_HISTORY) return none
  let start = 0
  const words = segment(matter).map((word) => {
    start += word.length
    return { word, start: start - word.length }
  })
  const [first, ...rest] = spokenWords(model.text, { role: told.role, words, vectoriser })
  if (!first) return none
  const end = first.start + first.word.length
  const others = rest.slice(0, SHOWN_WORDS - 1).map(({ word }) => `“${word}”`)
  return {
    text: input.original.slice(first.start, end),
    span: [first.start, end],
    others: others.length > 0 ? `；也因为${others.join('、')}` : '',
  }
}
