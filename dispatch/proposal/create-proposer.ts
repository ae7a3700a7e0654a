import type { Pack } from '../../db/packs/pack.ts'
import type { Embedder } from '../../kb/embed/embedder.ts'
import { keptClassModel } from '../classifier/class-model.ts'
import type { ClassModel } from '../classifier/class-model-file.ts'
import { createClassifier, type FusionWeights } from '../classifier/create-classifier.ts'
import { nearestArea } from '../place/nearest-area.ts'
import { mergePlaces, resolvePlace } from '../place/resolve-place.ts'
import type { FindNeighbours, NeighbourVote } from '../related/find-neighbours.ts'
import { neighbourEvidence } from '../related/neighbour-evidence.ts'
import { citizenWords } from '../triage/citizen-words.ts'
import { policyVersion } from '../triage/triage-policy.ts'
import { leadVoiceOf } from '../unit-voice/lead-voice.ts'
import { createEngine, type Engine } from './engine.ts'
import type { Proposal, ProposalPart, Propose, ProposedPlace, ProposeInput } from './proposal.ts'
import { type MeaningSource, matterOf, type ReadMeaning, startMeaning } from './read-meaning.ts'
import { separateDemands } from './separate-demands.ts'
import { triageOf, understandDemand } from './understand-demand.ts'

export interface ProposerOptions {
  pack: Pack
  /** Null or a hash embedder: the classifier works on words alone. */
  embedder: Embedder | null
  /** Other weights than the usual ones: the evaluations switch single sources off. */
  fusion?: FusionWeights | undefined
  /** A model that was trained before, for example on confirmed orders; else the pack's own. */
  trained?: ClassModel | undefined
  /** Where the vectors of the pack's examples are kept between runs. */
  cacheDir?: string | undefined
  /** Told while the vectors of the examples are made for the first time. */
  onPreparing?: ((text: string) => void) | undefined
  /** Nearest confirmed orders; absent where there is no database (a file of requests, the evaluations). */
  neighbours?: FindNeighbours | undefined
}

/** Understands requests at once on words alone; from `ready` on also by meaning. It never rejects. */
export type Proposer = Propose & {
  ready: Promise<void>
  /** The words that say what and not where: what is embedded of a request. */
  matterOf(words: string): string
  /** Probability of each class that words are about, parents included: what an answer is checked against. */
  classesOf(words: string): Promise<ReadonlyMap<string, number>>
  /** Classifies with another model from the next request on; null: the pack's own. */
  use(model: ClassModel | null): Promise<void>
}

/**
 * Builds the engine of a pack (two seconds) and returns the function that understands one request. With a sentence
 * model the vectors of the examples are made beside it (or read from `cacheDir`). The same words give the same
 * proposal; nothing else is written.
 */
export async function createProposer(options: ProposerOptions): Promise<Proposer> {
  const trained = options.trained ?? (await keptClassModel(options.pack, options.cacheDir))
  let engine = await createEngine(options.pack, { ...options, trained })
  const meaning = startMeaning(engine, options)
  let versions = versionsOf(options.pack, trained)
  const propose: Propose = async (input) => {
    const started = performance.now()
    // What it began with: a request is never classified by one model and recorded with another.
    const used = versions
    const parts = await proposeParts(engine, input, {
      read: meaning.read,
      near: nearestOf(meaning, options.neighbours),
    })
    const [first] = parts
    if (!first) throw new Error('a request has at least one demand')
    const ms = Math.round((performance.now() - started) * 10) / 10
    return {
      ...first,
      parts: parts.length > 1 ? parts : [],
      versions: { ...used, index: meaning.space() },
      ms,
    }
  }
  const use = async (given: ClassModel | null) => {
    const { pack, fusion, cacheDir } = options
    const model = given ?? (await keptClassModel(pack, cacheDir))
    const classifier = createClassifier(pack, fusion, model)
    engine = { ...engine, classifier, lead: leadVoiceOf(model, pack) }
    versions = versionsOf(pack, model)
  }
  return Object.assign(propose, {
    use,
    ready: meaning.ready,
    matterOf: (words: string) => matterOf(engine, words),
    classesOf: async (words: string) => {
      const read = await meaning.read(words)
      return engine.classifier.classify(matterOf(engine, words), read ? { meaning: read } : {}).p
    },
  })
}

function versionsOf(pack: Pack, trained: ClassModel): Omit<Proposal['versions'], 'index'> {
  return {
    pack: `${pack.meta.code}@${pack.meta.version}`,
    model: trained.version,
    policy: policyVersion,
  }
}

type ReadNearest = (words: string, address: string | undefined) => Promise<NeighbourVote[]>

/** A database that does not answer costs the precedents and nothing else. */
function nearestOf(meaning: MeaningSource, find: FindNeighbours | undefined): ReadNearest {
  if (!find) return async () => []
  return async (words, address) => {
    try {
      return await find(words, await meaning.vector(words), { address })
    } catch {
      return []
    }
  }
}

/** One proposal per demand; an emergency anywhere comes first (R11-1) and waits for no sentence model. */
async function proposeParts(
  engine: Engine,
  input: ProposeInput,
  { read, near }: { read: ReadMeaning; near: ReadNearest },
): Promise<ProposalPart[]> {
  const own = citizenWords(input.text, input.channel)
  const place = placeOf(engine, own, input.known)
  const understand = async (words: string, where: ProposedPlace) => {
    const demand = {
      original: input.text,
      own: words,
      place: where,
      known: input.known ?? {},
      at: input.at,
      triage: triageOf(engine, { own: words, original: input.text }),
      prefer: input.prefer?.get(words.trim()),
    }
    // Known by its words in a few milliseconds; the vector would only make the card wait.
    if (demand.triage.outcome === 'emergency') return understandDemand(engine, demand)
    // One after the other: the second finds the vector that the first has made.
    const meaning = await read(words)
    const neighbours = await near(words, input.known?.address)
    const known = { ...demand, neighbours }
    const part = understandDemand(engine, meaning ? { ...known, hints: { meaning } } : known)
    if (part.units.length === 0) return part
    return { ...part, evidence: [...part.evidence, ...neighbourEvidence(neighbours)] }
  }
  const whole = await understand(own, place)
  if (whole.triage === 'emergency') return [whole]
  const { texts, announced } = separateDemands(engine, own)
  if (texts.length < 2) return [whole]
  const parts = await Promise.all(
    texts.map((words) => understand(words, partPlace(engine, words, place))),
  )
  if (!announced && !areApart(parts)) return [whole]
  return parts.sort((a, b) => urgency(a) - urgency(b))
}

/** Matters that nobody announced are two where each goes to a unit of its own (R12): else one order serves both. */
function areApart(parts: readonly ProposalPart[]): boolean {
  const leads = parts.map(({ units }) => units.find(({ role }) => role === 'lead')?.code)
  return new Set(leads).size === leads.length
}

const urgency = (part: ProposalPart) => (part.triage === 'emergency' ? 0 : 1)

/** The address that was asked for wins over the words and is narrowed by them; a pin helps where both are silent. */
export function placeOf(engine: Engine, own: string, known: ProposeInput['known']): ProposedPlace {
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
