import type { Pack } from '../../db/packs/pack.ts'
import { splitSentences } from '../../kb/language/sentences.ts'
import type { SparseVector } from '../classifier/features.ts'
import { keptLinear } from '../classifier/kept-linear.ts'
import type { LinearModel } from '../classifier/train-linear.ts'
import type { Evidence } from '../proposal/proposal.ts'
import { type AlarmModels, alarmExamples, trainAlarms } from './alarm-models.ts'
import { behind, contrastEvidence, deniedEvidence } from './rule-evidence.ts'
import type { TriageResult } from './triage.ts'

/** What the net says of a text: how far over its threshold, which number, and the words that weigh most. */
export interface NetCatch {
  number: string
  /** Margin over the threshold; 0 is just caught. */
  over: number
  span: [number, number]
}

export interface EmergencyNet {
  /** What no rule caught but sounds like an emergency; `excused` where a rule met one of its exceptions. */
  catch(words: string, hint: { excused: boolean }): NetCatch | null
  /** Whether the words around a rule's hit sound nothing like an emergency: a figure of speech, a film crew. */
  denies(words: string, span: readonly [number, number]): boolean
  /** What only sounds like an emergency, as the pack tells it apart. */
  nearMisses: readonly string[]
}

/**
 * Margins chosen on the development half of the project's suites (docs/accuracy.md): lower ones miss fewer and cry wolf more. A
 * single sentence out of a long message must be surer than a whole message, and a text in which a rule met one of its
 * exceptions (a past fire, a question) surer still. A rule is only denied by a margin that no true emergency there came near.
 */
const THRESHOLD = { whole: -0.04, part: 0, excused: 0.1, deny: -0.6 }
const SHORT = 60

/**
 * Words that the net hardly knows are decided by its bias, not by what they say: so much must come from the words themselves. A
 * text in Latin letters shares few n-grams with the examples, and must be surer.
 */
const LIFT = 0.45
const LATIN_THRESHOLD = 0.7

function isLatin(words: string): boolean {
  const letters = words.match(/\p{L}/gu) ?? []
  return letters.length > 0 && letters.filter((c) => /[a-z]/i.test(c)).length > letters.length * 0.7
}

interface Piece {
  start: number
  end: number
  threshold: number
}

/** The whole message, and for a long one each sentence alone and with its neighbour: a cry hides in a long complaint. */
function piecesOf(words: string): Piece[] {
  const whole = { start: 0, end: words.length, threshold: THRESHOLD.whole }
  if (words.length <= SHORT) return [whole]
  const sentences = splitSentences(words)
  const threshold = THRESHOLD.part
  return [
    whole,
    ...sentences.map(({ start, end }) => ({ start, end, threshold })),
    ...sentences
      .slice(1)
      .map(({ end }, at) => ({ start: sentences[at]?.start ?? 0, end, threshold })),
  ].slice(0, MAX_PIECES)
}

/** A message of thousands of sentences is looked at as far as a person would read. */
const MAX_PIECES = 400

/** A flame that is missed (打不着火, 出不来火): to n-grams it looks like a fire. Blanked, so that offsets stay. */
const noFlame =
  /[打点着冒出](?:不|没)(?:[着出起上了]?来?)火(?:了|苗)?(?!场|海|灾)|(?:不|没)[出着冒]火(?:了|苗)?(?!场|海|灾)/gu

function withoutFlame(words: string): string {
  return words.replace(noFlame, (found) => ' '.repeat(found.length))
}

/** Whoever says that nobody was hit has seen to the people already: the danger is a matter of hours (R13). */
const unharmed =
  /(?:没有?|未|无)(?:人)?(?:砸|伤|撞|碰|困|压|烧)(?:着|到|住)?(?:人|亡|$|[,，。\s])|(?:没|无)人(?:受伤|碰|被困|伤亡|在|走|经过|路过)/u

/** Whoever asks for something at intervals tells of nothing that happens now. */
const regular = /定期|每(?:个)?(?:周|月|星期|礼拜)|隔(?:三差五|几天|一阵)/u

function best(model: LinearModel, vector: SparseVector): string {
  const scores = model.scores(vector)
  let at = 0
  for (let i = 1; i < scores.length; i++) if ((scores[i] ?? 0) > (scores[at] ?? 0)) at = i
  return model.labels[at] ?? '110'
}

/**
 * The second net for emergencies (R11-1): a linear model over character n-grams of what people say in an emergency and of what
 * only sounds like one. The rules of the lexicon catch the wordings that somebody thought of; this catches the others. A text takes
 * well under a millisecond.
 */
function createEmergencyNet(
  pack: Pick<Pack, 'emergency_examples'>,
  { alarm, number }: AlarmModels,
): EmergencyNet {
  const { vectoriser } = alarm
  const alarmAt = alarm.labels.indexOf('alarm')
  const marginOf = (vector: SparseVector) =>
    alarm.scores(vector)[alarmAt] ?? Number.NEGATIVE_INFINITY
  const bias = marginOf(vectoriser.vectorise(''))
  const overOf = (margin: number, required: number) =>
    margin - bias < LIFT ? Number.NEGATIVE_INFINITY : margin - required
  const calm = pack.emergency_examples.filter((row) => row.number === '')
  return {
    nearMisses: calm.map(({ text }) => text),
    catch: (original, { excused }) => {
      const words = withoutFlame(original)
      const least = Math.max(
        excused || regular.test(words) || unharmed.test(words)
          ? THRESHOLD.excused
          : Number.NEGATIVE_INFINITY,
        isLatin(words) ? LATIN_THRESHOLD : Number.NEGATIVE_INFINITY,
      )
      let caught: NetCatch | null = null
      for (const { start, end, threshold } of piecesOf(words)) {
        const vector = vectoriser.vectorise(words.slice(start, end))
        const over = overOf(marginOf(vector), Math.max(least, threshold))
        if (over >= 0 && over > (caught?.over ?? -1)) {
          caught = { number: best(number, vector), over, span: [start, end] }
        }
      }
      return caught
    },
    denies: (words, [from, until]) =>
      piecesOf(words)
        .filter(({ start, end }) => start <= from && until <= end)
        .every(
          ({ start, end }) =>
            marginOf(vectoriser.vectorise(words.slice(start, end))) < THRESHOLD.deny,
        ),
  }
}

const nets = new WeakMap<object, EmergencyNet | null>()

/** The net of a pack, trained once however many parts of the program ask for it; null where a pack has too few examples. */
export function emergencyNetOf(pack: Pack): EmergencyNet | null {
  const known = nets.get(pack)
  if (known !== undefined) return known
  const examples = alarmExamples(pack)
  const net = examples && createEmergencyNet(pack, trainAlarms(examples))
  nets.set(pack, net)
  return net
}

/** Readies the net of a pack from a file of the cache, so that a warm start does not train it. */
export async function keepEmergencyNet(pack: Pack, cacheDir: string | undefined): Promise<void> {
  const examples = alarmExamples(pack)
  if (nets.has(pack) || examples === null) return
  const train = () => {
    const trained = trainAlarms(examples)
    return [trained.alarm, trained.number]
  }
  const at = { dir: cacheDir, name: 'alarms', rows: examples }
  const [alarm, number] = await keptLinear(at, train)
  if (alarm && number) nets.set(pack, createEmergencyNet(pack, { alarm, number }))
}

/**
 * The triage with the second net beside it: what the rules did not take for an emergency, but sounds like the examples of one, is
 * one (R11-1: missing one is the worst error), and a rule's hit that sounds nothing like one is put back. The evidence says which
 * net it was. `retry` decides the triage again without the emergency rules.
 */
export function withEmergencyNet(
  net: EmergencyNet | null,
  options: { triage: TriageResult; words: string; original: string; retry: () => TriageResult },
): TriageResult {
  const { triage, words, original } = options
  if (net === null) return triage
  if (triage.outcome === 'emergency') {
    const span = triage.evidence[0]?.span
    return span && net.denies(words, span) ? put(triage, options.retry()) : triage
  }
  // A quarrel, a debt or a heritage that a rule knows is told apart as well (R11-5).
  const excused =
    triage.outcome === 'outside_duties' ||
    triage.evidence.some((e) => e.ref.startsWith('emergency/'))
  const caught = net.catch(words, { excused })
  if (caught === null) return triage
  const evidence: Evidence = {
    for: 'triage',
    source: 'classifier',
    ref: `emergency-net/${caught.number}`,
    text: original.slice(...caught.span),
    span: caught.span,
    why: '没有命中紧急规则，但说法与紧急情形的例句很接近（R11-1）',
  }
  const contrast = contrastEvidence(evidence, { words, others: net.nearMisses })
  return {
    outcome: 'emergency',
    article: 'R11-1',
    number: caught.number,
    details: {},
    evidence: [evidence, ...triage.evidence.map(behind), ...(contrast ? [contrast] : [])],
  }
}

/** The triage without the emergency, with the rule that was put back kept as a near miss for the reader. */
function put(denied: TriageResult, triage: TriageResult): TriageResult {
  const nearMiss = denied.evidence.slice(0, 1).map(deniedEvidence)
  return { ...triage, evidence: [...triage.evidence, ...nearMiss] }
}
