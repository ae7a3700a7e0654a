import type { Options } from '../../../protocol/console-api.ts'
import { classOptions, type SearchOption, unitOptions } from './option-search.ts'

/** Everything that the form chooses from, prepared for searching. */
export interface Choices {
  options: Options
  classes: SearchOption[]
  units: SearchOption[]
  classPath: (code: string | null) => string
  unitName: (code: string | null) => string
}

export function prepareChoices(options: Options): Choices {
  const classes = new Map(
    options.classes.map((row) => [row.code, row.path.join(' › ') || row.name]),
  )
  const units = new Map(options.units.map((row) => [row.code, row.name]))
  return {
    options,
    classes: classOptions(options),
    units: unitOptions(options),
    classPath: (code) => (code === null ? '' : (classes.get(code) ?? code)),
    unitName: (code) => (code === null ? '' : (units.get(code) ?? code)),
  }
}
