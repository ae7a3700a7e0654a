import type { Options } from '../../../protocol/console-api.ts'
import { classOptions, rankOption, type SearchOption, unitOptions } from './option-search.ts'

/** Everything that the form chooses from, prepared for searching. */
export interface Choices {
  options: Options
  classes: SearchOption[]
  units: SearchOption[]
  classPath: (code: string | null) => string
  unitName: (code: string | null) => string
  /** Whether a district, street or township is what was typed: any part of its name, or its initials. */
  isPlace: (name: string, typed: string) => boolean
}

export function prepareChoices(options: Options): Choices {
  const classes = new Map(
    options.classes.map((row) => [row.code, row.path.join(' › ') || row.name]),
  )
  const units = new Map(options.units.map((row) => [row.code, row.name]))
  const searched = unitOptions(options)
  const byName = new Map(searched.map((option) => [option.label, option]))
  return {
    options,
    classes: classOptions(options),
    units: searched,
    classPath: (code) => (code === null ? '' : (classes.get(code) ?? code)),
    isPlace: (name, typed) => {
      const unit = byName.get(name)
      return unit === undefined ? name.includes(typed) : rankOption(unit, typed) > 0
    },
    unitName: (code) => (code === null ? '' : (units.get(code) ?? code)),
  }
}
