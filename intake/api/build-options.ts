import type { Pack } from '../../db/packs/pack.ts'
import { bandsFor } from '../../dispatch/proposal/confidence.ts'
import { servicePath } from '../../dispatch/review/send-order.ts'
import { pinyinInitials } from '../../kb/language/pinyin.ts'
import type { Options } from '../protocol/console-api.ts'

/** Everything that a form chooses from: classes, units and places of the pack in force, with pinyin initials to type. */
export function buildOptions(pack: Pack): Options {
  return {
    pack_version: `${pack.meta.code} ${pack.meta.version}`,
    confidence_bands: bandsFor(pack.meta.required_precision),
    classes: pack.taxonomy.map((row) => ({
      code: row.code,
      name: row.name,
      path: servicePath(pack, row.code),
      pinyin: pinyinInitials(row.name),
      definition: row.definition,
      deadline: row.deadline ?? null,
    })),
    units: pack.units.map((unit) => ({
      code: unit.code,
      name: unit.name,
      level: unit.level,
      pinyin: pinyinInitials(unit.name),
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
