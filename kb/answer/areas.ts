import type { Pack } from '../../db/packs/pack.ts'
import { normaliseText } from '../language/normalise.ts'

/** Where a question says it is. */
export interface Area {
  /** As the citizen may read it: 丰台区, 望京. */
  name: string
  /** Written names of the districts that it lies in. */
  districts: string[]
  /** Written name of the street or district whose centre stands for it. */
  centre: string
}

export interface Areas {
  find(text: string): Area | null
  /** Whether a word is a district or street, with or without its suffix. */
  isArea(word: string): boolean
}

interface Named {
  word: string
  area: Area
}

const suffix = /(街道|地区|[区镇乡])$/
const districtOf = (written: string) => /^.+?区/.exec(written)?.[0] ?? written

/** Districts, streets and well-known areas by every word for them; the longest that is said wins. */
export function createAreas(pack: Pick<Pack, 'jurisdictions' | 'landmarks'>): Areas {
  const byCode = new Map(pack.jurisdictions.map((row) => [row.code, row]))
  const own = pack.jurisdictions
    .filter(({ kind }) => !['city', 'community', 'village'].includes(kind))
    .flatMap((row): Named[] => {
      const parent = byCode.get(row.parent)
      const prefix = parent && parent.kind !== 'city' ? parent.name : ''
      const district = prefix === '' ? row.name : prefix
      const area = { name: row.name, districts: [district], centre: prefix + row.name }
      const words = [row.name, row.name.replace(suffix, ''), ...row.aliases]
      return words.map((word) => ({ word: normaliseText(word), area }))
    })
  const known = pack.landmarks.flatMap((mark): Named[] => {
    const [first] = mark.jurisdictions
    if (first === undefined) return []
    const districts = [...new Set(mark.jurisdictions.map(districtOf))]
    const area = { name: mark.name, districts, centre: first }
    return [mark.name, ...mark.aliases].map((word) => ({ word: normaliseText(word), area }))
  })
  // A street or district before a landmark of the same name.
  const named = new Map([...known, ...own].map(({ word, area }) => [word, area]))
  const longest = [...named.keys()].filter((w) => w.length > 1).sort((a, b) => b.length - a.length)
  const words = new Set(own.map(({ word }) => word))
  return {
    isArea: (word) => words.has(word),
    find: (text) => {
      const word = longest.find((one) => text.includes(one))
      return word === undefined ? null : (named.get(word) ?? null)
    },
  }
}
