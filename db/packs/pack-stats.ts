import type { Pack } from './pack.ts'

/** Counts of a pack, by name: what `jiesu pack stats` prints. */
export function packStats(pack: Pack): Record<string, number> {
  const ofKind = (...kinds: string[]) =>
    pack.jurisdictions.filter((j) => kinds.includes(j.kind)).length
  const ofLevel = (level: number) => pack.taxonomy.filter((c) => c.level === level)
  const parents = new Set(pack.taxonomy.map((c) => c.parent))
  const leaves = pack.taxonomy.filter((c) => !parents.has(c.code))
  const examples = new Map<string, number>()
  for (const { service_code } of pack.examples) {
    examples.set(service_code, (examples.get(service_code) ?? 0) + 1)
  }
  const described = leaves.filter(
    (c) => c.definition !== '' && c.keywords.length > 0 && examples.has(c.code),
  )
  const frequent = leaves.filter((c) => c.frequency === 'high')
  return {
    districts: ofKind('district', 'development_zone'),
    subdistricts: ofKind('subdistrict', 'town', 'township', 'area'),
    communities: ofKind('community', 'village'),
    landmarks: pack.landmarks.length,
    landmarks_with_subdistrict: pack.landmarks.filter((l) => l.certainty === 'subdistrict').length,
    confusable_pairs: pack.confusable.length,
    units: pack.units.length,
    bureaus: pack.units.filter((u) => u.level === 'bureau').length,
    classes_level_1: ofLevel(1).length,
    classes_level_2: ofLevel(2).length,
    classes_level_3: ofLevel(3).length,
    leaves: leaves.length,
    leaves_fully_described: described.length,
    frequent_leaves: frequent.length,
    frequent_leaves_with_8_examples: frequent.filter((c) => (examples.get(c.code) ?? 0) >= 8)
      .length,
    examples: pack.examples.length,
    catalogue_lines: pack.catalogue.length,
    lexicon_rules: Object.values(pack.lexicons).flat().length,
    texts: Object.keys(pack.texts).length,
    articles: pack.articles.length,
    service_points: pack.service_points.length,
  }
}
