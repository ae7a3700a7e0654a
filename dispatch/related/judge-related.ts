import { cosine } from '../../kb/embed/vector.ts'
import { compactText } from '../../kb/language/normalise.ts'
import { segment } from '../../kb/language/segment.ts'
import { wordWeight } from '../../kb/language/word-weights.ts'
import { newFacts, refersBack } from './new-facts.ts'
import type { RelatedKind } from './related-kinds.ts'
import type { RelatedSide } from './related-side.ts'
import { differInNumber, isApart, isSameStreet, sharedSpot } from './spot.ts'

export interface Judgement {
  /** Null: the two have nothing to do with each other. */
  kind: RelatedKind | null
  /** Probability that they belong together. */
  score: number
  reasons: string[]
  /** Facts that only the later one has; a repeat with such facts is handled anew (R11-3). */
  newFacts: string[]
}

export interface RelatedFeatures {
  cos: number
  leaf: number
  branch: number
  spot: number
  street: number
  back: number
}

/**
 * Logistic weights, fitted on the pairs of the dev part of `evals/datasets/duplicates.jsonl` (110 pairs, ridge .1); figures
 * in docs/accuracy.md. Without a sentence model the class carries the meaning.
 */
const fitted = {
  meaning: {
    bias: -5.01,
    cos: 6.39,
    leaf: 3.7,
    branch: 1.42,
    spot: 1.42,
    street: 1.55,
    back: 2.85,
  },
  words: { bias: -0.76, cos: 0, leaf: 3.79, branch: 1.66, spot: 1.41, street: 1.41, back: 3.58 },
}

/** Nearness in time fades with this many hours. */
const FADE_HOURS = 12
/** An event at one spot is reported for days, "somewhere in the street" only while it lasts. */
const EVENT_HOURS = { spot: 72, street: 24, word: 6 }
/** A person's own matter is not asked for again after half a year: then it is a new one. */
const OWN_DAYS = 180
const RELATED_FROM = 0.5
/** Place and time alone make no relation: an estate has many matters a day. No true pair was below this in meaning. */
const LEAST_MEANING = { cos: 0.53, branch: 0.1 }
/** Where two people share a street and no spot, unlike classes need to mean the same: a lift and a burst pipe are two matters. */
const LEAST_MEANING_APART = 0.7

const hoursApart = (a: RelatedSide, b: RelatedSide) =>
  Math.abs(a.at.getTime() - b.at.getTime()) / 3_600_000

/** The probability that both have the same class, at the third level or at the second. */
function sameClass(a: RelatedSide, b: RelatedSide, digits: number): number {
  const shares = (side: RelatedSide) => {
    const sums = new Map<string, number>()
    for (const [code, p] of side.classes) {
      const key = code.slice(0, digits)
      sums.set(key, (sums.get(key) ?? 0) + p)
    }
    return sums
  }
  const other = shares(b)
  return [...shares(a)].reduce((sum, [code, p]) => sum + p * (other.get(code) ?? 0), 0)
}

const isSameRequester = (a: RelatedSide, b: RelatedSide) =>
  a.requester !== null && a.requester === b.requester

/** What the weights are applied to; exported for the fit. */
export function relatedFeatures(a: RelatedSide, b: RelatedSide): RelatedFeatures {
  const near = Math.exp(-hoursApart(a, b) / FADE_HOURS)
  const later = a.at <= b.at ? b : a
  return {
    cos: a.vector && b.vector ? Math.max(0, cosine(a.vector, b.vector)) : 0,
    leaf: sameClass(a, b, 6),
    branch: sameClass(a, b, 4),
    spot: sharedSpot(a, b) === null ? 0 : near,
    street: isSameStreet(a, b) ? near : 0,
    back: isSameRequester(a, b) && refersBack(later.text) ? 1 : 0,
  }
}

function probability(f: RelatedFeatures, hasMeaning: boolean): number {
  const w = hasMeaning ? fitted.meaning : fitted.words
  const sum =
    w.bias +
    w.cos * f.cos +
    w.leaf * f.leaf +
    w.branch * f.branch +
    w.spot * f.spot +
    w.street * f.street +
    w.back * f.back
  return 1 / (1 + Math.exp(-sum))
}

/** Rare words that both use, rarest first: a building number, a bus line, the name of a thing. */
export function sharedWords(a: string, b: string): string[] {
  const other = new Set(segment(compactText(b)))
  return [...new Set(segment(compactText(a)))]
    .filter(
      (word) =>
        other.has(word) && (/^\d{2,}/.test(word) || (word.length > 1 && wordWeight(word) >= 8)),
    )
    .sort((x, y) => wordWeight(y) - wordWeight(x))
    .slice(0, 3)
}

/** A number of three digits in both, such as a bus line, is as good as a place within the same hours. */
const sharesNumber = (words: readonly string[]) => words.some((word) => /^\d{3,}$/.test(word))

function kindOf(a: RelatedSide, b: RelatedSide, words: readonly string[]): RelatedKind {
  const hours = hoursApart(a, b)
  if (differInNumber(`${a.address}${a.text}`, `${b.address}${b.text}`)) return 'same_topic'
  if (isSameRequester(a, b) && hours <= OWN_DAYS * 24) return 'same_requester'
  if (sharedSpot(a, b) !== null && hours <= EVENT_HOURS.spot) return 'same_event'
  if (isSameStreet(a, b) && hours <= EVENT_HOURS.street) return 'same_event'
  if (sharesNumber(words) && hours <= EVENT_HOURS.word) return 'same_event'
  return 'same_topic'
}

function timeText(hours: number): string {
  if (hours < 1) return `相隔${Math.max(1, Math.round(hours * 60))}分钟`
  return hours < 48 ? `相隔${Math.round(hours)}小时` : `相隔${Math.round(hours / 24)}天`
}

function classText({ leaf, branch }: RelatedFeatures): string {
  if (leaf >= 0.3) return '同一小类'
  return branch >= 0.5 ? '同一中类' : ''
}

function reasonsOf(a: RelatedSide, b: RelatedSide, f: RelatedFeatures): string[] {
  const spot = sharedSpot(a, b)
  const words = sharedWords(a.text, b.text)
  return [
    isSameRequester(a, b) ? '同一诉求人' : '',
    spot === null ? '' : `同一地点：${spot}`,
    spot === null && isSameStreet(a, b) ? `同在${a.place.subdistrict ?? ''}` : '',
    isApart(a, b) ? '地点不同' : '',
    timeText(hoursApart(a, b)),
    a.vector && b.vector ? `意思相近度${f.cos.toFixed(2)}` : '',
    classText(f),
    words.length > 0 ? `都提到：${words.join('、')}` : '',
  ].filter((text) => text !== '')
}

/**
 * Whether two requests belong together and how (R11-3 and DOMAIN section 5): one person's own matter again, one event that
 * several report (place, time, meaning), or the same kind of problem elsewhere. Pure; symmetric but for what is new.
 */
export function judgeRelated(a: RelatedSide, b: RelatedSide): Judgement {
  const features = relatedFeatures(a, b)
  const hasMeaning = a.vector !== null && b.vector !== null
  const score = probability(features, hasMeaning)
  const [earlier, later] = a.at <= b.at ? [a, b] : [b, a]
  const words = sharedWords(a.text, b.text)
  const together = isSameRequester(a, b) || sharedSpot(a, b) !== null
  const least = together ? LEAST_MEANING.cos : LEAST_MEANING_APART
  const isFar = hasMeaning && features.cos < least && features.branch < LEAST_MEANING.branch
  return {
    kind: isFar || score < RELATED_FROM ? null : kindOf(a, b, words),
    score,
    reasons: reasonsOf(a, b, features),
    newFacts: newFacts(`${earlier.text}${earlier.address}`, later.text),
  }
}
