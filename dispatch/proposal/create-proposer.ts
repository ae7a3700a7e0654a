import type { Pack } from '../../db/packs/pack.ts'
import type { Embedder } from '../../kb/embed/embedder.ts'
import type { FusionWeights } from '../classifier/create-classifier.ts'
import { nearestArea } from '../place/nearest-area.ts'
import { mergePlaces, resolvePlace } from '../place/resolve-place.ts'
import { citizenWords } from '../triage/citizen-words.ts'
import { policyVersion } from '../triage/triage-policy.ts'
import { createEngine, type Engine } from './engine.ts'
import { modelVersion } from './model-version.ts'
import type { Proposal, ProposalPart, Propose, ProposedPlace, ProposeInput } from './proposal.ts'
import { separateDemands } from './separate-demands.ts'
import { understandDemand } from './understand-demand.ts'

export interface ProposerOptions {
  pack: Pack
  /** Null or a hash embedder: the classifier works on words alone. */
  embedder: Embedder | null
  /** Other weights than the usual ones: the evaluations switch single sources off. */
  fusion?: FusionWeights | undefined
}

/**
 * Builds the engine of a pack (about a second) and returns the function that understands one request. Nothing is
 * read or written afterwards; the same words give the same proposal.
 */
export async function createProposer(options: ProposerOptions): Promise<Propose> {
  const engine = createEngine(options.pack, options.fusion)
  const versions: Proposal['versions'] = {
    pack: `${options.pack.meta.code}@${options.pack.meta.version}`,
    model: modelVersion(options.pack),
    index: options.embedder?.space.id ?? 'off',
    policy: policyVersion,
  }
  return async (input) => {
    const started = performance.now()
    const parts = propose(engine, input)
    const [first] = parts
    if (!first) throw new Error('a request has at least one demand')
    const ms = Math.round((performance.now() - started) * 10) / 10
    return { ...first, parts: parts.length > 1 ? parts : [], versions, ms }
  }
}

/** One proposal per demand; an emergency anywhere comes first (R11-1). */
function propose(engine: Engine, input: ProposeInput): ProposalPart[] {
  const own = citizenWords(input.text, input.channel)
  const place = placeOf(engine, own, input.known)
  const known = input.known ?? {}
  const understand = (words: string, where: ProposedPlace) =>
    understandDemand(engine, {
      original: input.text,
      own: words,
      place: where,
      known,
      at: input.at,
    })
  const whole = understand(own, place)
  if (whole.triage === 'emergency') return [whole]
  const demands = separateDemands(engine, own)
  if (demands.length < 2) return [whole]
  const parts = demands.map((words) => understand(words, partPlace(engine, words, place)))
  return parts.sort((a, b) => urgency(a) - urgency(b))
}

const urgency = (part: ProposalPart) => (part.triage === 'emergency' ? 0 : 1)

/** The address that was asked for wins over the words and is narrowed by them; a pin helps where both are silent. */
function placeOf(engine: Engine, own: string, known: ProposeInput['known']): ProposedPlace {
  const { places } = engine
  const found = resolvePlace(places, own)
  const placed = known?.address
    ? mergePlaces(places, knownPlace(engine, known.address), found)
    : found
  if (placed.district !== null || placed.candidates.length > 0 || !known?.pin) return placed
  return nearestArea(places, known.pin) ?? placed
}

/** Spans point into the text of the request, and an address that is known apart has none there. */
function knownPlace(engine: Engine, address: string): ProposedPlace {
  const place = resolvePlace(engine.places, address)
  const candidates = place.candidates.map((candidate) => ({
    ...candidate,
    span: null,
    how: `补充的地址：${candidate.how}`,
  }))
  return { ...place, candidates }
}

/** A demand without a place of its own is where the message is. */
function partPlace(engine: Engine, words: string, whole: ProposedPlace): ProposedPlace {
  const own = resolvePlace(engine.places, words)
  if (own.candidates.length === 0) return whole
  return own.subdistrict === null ? mergePlaces(engine.places, own, whole) : own
}
