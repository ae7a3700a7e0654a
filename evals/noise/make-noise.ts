import { createHash } from 'node:crypto'
import { AppError } from '../../db/kernel/errors.ts'
import type { Pack } from '../../db/packs/pack.ts'
import { findMentions } from '../../dispatch/place/find-mentions.ts'
import { createPlaceIndex } from '../../dispatch/place/place-index.ts'
import type { Gold, RequestCase } from '../cases/case-formats.ts'
import { seededRandom } from '../metrics/random.ts'
import { textNoises } from './noise-kinds.ts'

export const noiseKinds = [...Object.keys(textNoises), 'missing-place'] as const

/** Kinds that change a text as a whole or not at all: their rate is a share of texts. */
export const wholeTextKinds: readonly string[] = ['traditional', 'injection', 'missing-place']

export interface NoiseSetting {
  kind: string
  rate: number
}

/** `homophone@0.1` → kind and rate. */
export function parseNoise(text: string): NoiseSetting {
  const [kind = '', rate = '0.1'] = text.split('@')
  const value = Number(rate)
  if (!noiseKinds.includes(kind) || !(value >= 0 && value <= 1)) {
    throw new AppError('command.usage', { usage: `--noise ${noiseKinds.join('|')}[@0.1]` })
  }
  return { kind, rate: value }
}

export type MakeNoise = (c: RequestCase, setting: NoiseSetting) => RequestCase

/** The same case, seed and setting give the same text, whatever ran before. */
function chanceOf(id: string, { kind, rate }: NoiseSetting, seed: number) {
  const hash = createHash('sha256').update(`${seed}/${kind}/${id}`).digest()
  return { rate, random: seededRandom(hash.readUInt32LE(0)) }
}

/** Without its place a request that goes to a unit of that place can only be asked about. */
function withoutPlace(gold: RequestCase['gold']): RequestCase['gold'] {
  const { district } = gold
  if (!district) return gold
  const isLocal = (gold.lead ?? []).some((name) => name.includes(district.replace(/区$/, '')))
  const placeless: Partial<Gold> = { district: null, subdistrict: null, ambiguous: false }
  if (!isLocal) return { ...gold, ...placeless }
  return { ...gold, ...placeless, lead: [], supporting: [], copies: [], mode: ['ask_place'] }
}

/** Makes noisy copies of requests: what a telephone, a hurried thumb or an attacker makes of the same matter. */
export function createNoiseMaker(pack: Pack, seed: number): MakeNoise {
  const index = createPlaceIndex(pack)
  const removePlaces = (text: string) => {
    let result = text
    for (const { start, end } of findMentions(index, text).reverse()) {
      result = result.slice(0, start) + result.slice(end)
    }
    return result
  }
  return (c, setting) => {
    const chance = chanceOf(c.id, setting, seed)
    if (setting.kind === 'missing-place') {
      if (chance.random() >= setting.rate) return c
      const text = removePlaces(c.text)
      return text === c.text ? c : { ...c, text, gold: withoutPlace(c.gold) }
    }
    const noise = textNoises[setting.kind as keyof typeof textNoises]
    return { ...c, text: noise(c.text, chance) }
  }
}
