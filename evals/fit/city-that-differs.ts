import type { CatalogueEntry, Pack, Unit } from '../../db/packs/pack.ts'
import { expandRole } from '../../dispatch/catalogue/expand-role.ts'
import { createCatalogue, matchCatalogue } from '../../dispatch/catalogue/match-catalogue.ts'
import { createUnitDirectory } from '../../dispatch/catalogue/unit-directory.ts'
import type { OrderText } from '../../dispatch/classifier/class-model.ts'
import { createTaxonomy } from '../../dispatch/taxonomy/taxonomy.ts'
import { seededRandom, shuffled } from '../metrics/random.ts'

export interface SimulatedOrder {
  order: OrderText
  /** Its line is one of those that this city reads otherwise. */
  differs: boolean
}

export interface SimulatedCity {
  /** The pack with the sentences that no order repeats. */
  pack: Pack
  /** So many orders of history, oldest first. */
  history(count: number): OrderText[]
  /** Orders in other sentences than the history's, decided without a slip. */
  tests: SimulatedOrder[]
}

export interface CityOptions {
  /** Share of the lines with a supporting unit whose first supporting unit leads in this city. */
  switched: number
  /** Share of the history's orders that went to another unit that the line names, by a slip. */
  noise: number
  tests: number
  seed: number
}

/** Of the pack's sentences so many stay examples of the pack; the others are what citizens of the simulated city say. */
const KEPT = 0.5
/** So many sentences are asked in the examination, and never in the history. */
const ASKED = 1_000
const START = Date.UTC(2026, 3, 1)

/**
 * A city that reads some lines of the catalogue otherwise, made of the pack's own sentences and streets: who got an order is known, so
 * that what is learnt can be judged. It is simulated and says nothing of any real city.
 */
export function simulateCity(pack: Pack, options: CityOptions): SimulatedCity {
  const random = seededRandom(options.seed)
  const sentences = shuffled(pack.examples, random)
  const kept = Math.round(sentences.length * KEPT)
  const often = oftenTold(pack)
  const spoken = shuffled(sentences.slice(kept + ASKED).flatMap(often), random)
  const asked = shuffled(sentences.slice(kept, kept + ASKED).flatMap(often), random)
  const lines = pack.catalogue.filter(({ supporting }) => supporting.length > 0)
  const switched = new Set(
    shuffled(lines, random)
      .slice(0, Math.round(lines.length * options.switched))
      .map(({ line }) => line),
  )
  const make = createOrders(pack, { switched, random })
  return {
    pack: { ...pack, examples: sentences.slice(0, kept) },
    history: (count) =>
      Array.from({ length: count }, (_, at) => {
        const sentence = spoken[at % spoken.length]
        return sentence ? make(sentence, { at, noise: options.noise }) : null
      }).flatMap((made) => made?.order ?? []),
    tests: asked
      .slice(0, options.tests)
      .flatMap((sentence, at) => make(sentence, { at, noise: 0 }) ?? []),
  }
}

type Sentence = Pack['examples'][number]

/** Matters are not told equally often: as often as the pack says of their class. */
const times = { high: 8, medium: 3, low: 1 }

function oftenTold(pack: Pack) {
  const frequency = new Map(pack.taxonomy.map((row) => [row.code, row.frequency ?? 'medium']))
  return (sentence: Sentence): Sentence[] => {
    const count = times[frequency.get(sentence.service_code) ?? 'medium']
    return Array.from({ length: count }, () => sentence)
  }
}

/** The same matter is told by another citizen in other words. */
const begins = [
  '你好，',
  '我要反映一下，',
  '麻烦问下，',
  '这个事说过好几回了：',
  '',
  '',
  '气死人了，',
  '您好，我是附近居民，',
]
const ends = [
  '，请尽快处理',
  '，已经好几天了',
  '，打过电话没人管',
  '，希望有个说法',
  '',
  '，影响大家生活',
  '，什么时候能解决',
  '，谢谢',
  '，再不管就晚了',
]

function createOrders(
  pack: Pack,
  { switched, random }: { switched: ReadonlySet<string>; random: () => number },
) {
  const directory = createUnitDirectory(pack)
  const taxonomy = createTaxonomy(pack)
  const catalogue = createCatalogue(pack)
  const streets = pack.units.filter(({ level }) => level === 'subdistrict')
  const pick = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)]
  const lead = (entry: CatalogueEntry, noise: number) => {
    const [usual = ''] = entry.lead.split('|')
    const other = pick(entry.supporting)
    const [first = usual] = switched.has(entry.line) ? entry.supporting : [usual]
    return other !== undefined && random() < noise ? other : first
  }
  return (
    { service_code: code, text }: Sentence,
    { at, noise }: { at: number; noise: number },
  ): SimulatedOrder | null => {
    const street = pick(streets)
    const district = pack.units.find((unit) => unit.code === street?.district_code)?.name ?? null
    if (!street || district === null) return null
    const place = { district, subdistrict: street.name }
    const facts = {
      placeLevel: 'subdistrict' as const,
      respondent: null,
      owners: new Set<string>(),
      times: new Set<string>(),
      words: text,
      on: new Date(START).toISOString().slice(0, 10),
    }
    const entry = matchCatalogue(catalogue, { taxonomy, code, facts })?.entry
    if (!entry) return null
    const { unit } = expandRole(lead(entry, noise).trim(), place, directory)
    if (!unit) return null
    const told = `${pick(begins) ?? ''}${text}${pick(ends) ?? ''}`
    const order = orderOf({ text: told, code, place, unit, at })
    return { order, differs: switched.has(entry.line) }
  }
}

function orderOf(made: {
  text: string
  code: string
  place: { district: string; subdistrict: string }
  unit: Unit
  at: number
}): OrderText {
  const { text, code, place, unit, at } = made
  const known = { address: '', channel: 'chat', kind: 'complaint' as const }
  const when = new Date(START + at * 60_000)
  return {
    text: `${place.subdistrict}，${text}`,
    code,
    lead: { unit: unit.code, ...place, ...known, at: when },
  }
}
