import type { Pack, ServiceClass } from '../../db/packs/pack.ts'

/** The classes of a pack as a tree: two levels or three, whatever the city has. */
export interface Taxonomy {
  classes: readonly ServiceClass[]
  byCode: ReadonlyMap<string, ServiceClass>
  /** Children of a code; `''` gives the first level. */
  children(code: string): readonly ServiceClass[]
  /** The class itself and its ancestors, the first level first. */
  path(code: string): readonly ServiceClass[]
}

export function createTaxonomy(pack: Pick<Pack, 'taxonomy'>): Taxonomy {
  const byCode = new Map(pack.taxonomy.map((row) => [row.code, row]))
  const children = new Map<string, ServiceClass[]>()
  for (const row of pack.taxonomy) {
    const parent = byCode.has(row.parent) ? row.parent : ''
    const list = children.get(parent)
    if (list) list.push(row)
    else children.set(parent, [row])
  }
  // Every proposal asks for hundreds of paths, and they never change.
  const paths = new Map(pack.taxonomy.map(({ code }) => [code, pathOf(byCode, code)]))
  return {
    classes: pack.taxonomy,
    byCode,
    children: (code) => children.get(code) ?? [],
    path: (code) => paths.get(code) ?? [],
  }
}

function pathOf(byCode: ReadonlyMap<string, ServiceClass>, code: string): ServiceClass[] {
  const path: ServiceClass[] = []
  let row = byCode.get(code)
  while (row && path.length < 4) {
    path.unshift(row)
    row = byCode.get(row.parent)
  }
  return path
}

/** What the class says itself, else what its nearest ancestor says. */
export function inherited<K extends 'deadline' | 'usual_kind'>(
  taxonomy: Taxonomy,
  code: string,
  key: K,
): ServiceClass[K] {
  return taxonomy.path(code).findLast((row) => row[key] !== undefined)?.[key]
}

/**
 * The elements that must be asked for: the class's own, else its nearest ancestor's. `none` is how a class says that
 * its ancestor's do not apply; it is no element itself.
 */
export function requiredElements(taxonomy: Taxonomy, code: string): readonly string[] {
  const nearest = taxonomy.path(code).findLast((row) => row.required_elements.length > 0)
  return (nearest?.required_elements ?? []).filter((element) => element !== 'none')
}
