import type { Pack } from '../../db/packs/pack.ts'
import { bandsFor } from '../../dispatch/proposal/confidence.ts'
import { servicePath } from '../../dispatch/review/send-order.ts'
import { pinyinInitials } from '../../kb/language/pinyin.ts'
import type { Options } from '../protocol/console-api.ts'

/** One word, so that several can stand side by side. */
const spelled = (name: string): string => pinyinInitials(name).replaceAll(' ', '')

/** Everything that a form chooses from: classes, units and places of the pack in force, with pinyin initials to type. */
export function buildOptions(pack: Pack): Options {
  return {
    pack_version: `${pack.meta.code} ${pack.meta.version}`,
    confidence_bands: bandsFor(pack.meta.required_precision),
    classes: pack.taxonomy.map((row) => ({
      code: row.code,
      name: row.name,
      path: servicePath(pack, row.code),
      pinyin: spelled(row.name),
      definition: row.definition,
      deadline: row.deadline ?? null,
    })),
    units: pack.units.map((unit) => ({
      code: unit.code,
      name: unit.name,
      level: unit.level,
      pinyin: [unit.name, ...unit.short_names].map(spelled).join(' '),
      aliases: unit.short_names,
    })),
    places: pack.units
      .filter((unit) => unit.level === 'district')
      .map((district) => ({
        district: district.name,
        subdistricts: pack.units
          .filter((u) => u.level === 'subdistrict' && u.district_code === district.code)
          .map((u) => u.name),
      })),
  }
}
