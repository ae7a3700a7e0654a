import type { Pack } from '../../db/packs/pack.ts'
import { checkSentence } from '../../kb/answer/grounded-answer.ts'
import { redact } from '../../kb/language/redact.ts'
import type { ProposalPart } from '../proposal/proposal.ts'
import { evidenceLines, leadsOf } from './fill-prompt.ts'

export interface KnownNames {
  units: readonly string[]
  places: readonly string[]
}

/** Every name that the city's data knows: what a reason names must stand in its evidence. */
export function knownNames({ units, jurisdictions }: Pack): KnownNames {
  const long = (names: readonly string[]) => [...new Set(names)].filter(({ length }) => length >= 2)
  return {
    units: long(units.map(({ name }) => name)),
    places: long(jurisdictions.flatMap(({ name, aliases }) => [name, ...aliases])),
  }
}

/** Bodies that no list of a city has to hold; the run before the ending may begin too early, so its last characters decide. */
const bodies =
  /\p{Script=Han}{1,10}(?:纪委|监委|委员会|法院|检察院|公安|政府|街道|镇|局|公司|大队|中心)/gu
const TAIL = 3

interface Sources {
  /** What the system says: lines of evidence, candidates, classes. */
  ours: string
  /** The same with the citizen's words. */
  all: string
}

function sourcesOf(body: ProposalPart): Sources {
  const ours = [
    ...body.evidence.map(({ why }) => why),
    ...leadsOf(body).map(({ name, reason }) => `${name}：${reason}`),
    ...body.service_codes.map(({ path }) => path.join(' › ')),
  ].join('\n')
  return { ours, all: [ours, ...evidenceLines(body), body.text].join('\n') }
}

/** Whether it names a unit that is not ours to name (a citizen's wish for one makes it no candidate), or a place that nobody said. */
function namesOther(text: string, { ours, all }: Sources, names: KnownNames): boolean {
  const missing = (source: string) => (name: string) =>
    text.includes(name) && !source.includes(name)
  return (
    names.units.some(missing(ours)) ||
    names.places.some(missing(all)) ||
    Array.from(text.matchAll(bodies), ([run]) => run.slice(-TAIL)).some(
      (tail) => !ours.includes(tail),
    )
  )
}

/** The reason, where each of its sentences says only what the evidence, the candidates and the citizen's words say; else null. */
export function checkReason(
  reason: string | null,
  body: ProposalPart,
  names: KnownNames,
): string | null {
  const text = reason?.trim() ?? ''
  const sentences = text.split(/(?<=[。！？!?])/u).filter((one) => one.trim() !== '')
  if (sentences.length === 0 || sentences.length > 2) return null
  const sources = sourcesOf(body)
  if (namesOther(text, sources, names)) return null
  const isGrounded = sentences.every((one) => checkSentence(one, [sources.all]) === null)
  // It was asked with redacted words; what it gives back must not name a person either.
  return isGrounded ? redact(text) : null
}
