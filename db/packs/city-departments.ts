import type { Pack, Unit } from './pack.ts'

/** How a department is called whose district bureau has this key: branches and brigades have another last word. */
function departmentNames(key: string): string[] {
  return [
    `市${key}`,
    `市${key.replace(/分局$/, '局')}`,
    `市${key.replace(/分局$/, '委')}`,
    `市${key.replace('支队', '总队')}`,
  ]
}

/**
 * The city department above each kind of district bureau, by the bureau's key: 教委 → 市教委, 公安分局 → 市公安局, or the body whose
 * branch the pattern names, which is what stands before `{district}`.
 */
export function cityDepartments(
  pack: Pick<Pack, 'bureaus'>,
  byName: (name: string) => Unit | undefined,
): Map<string, Unit> {
  const departments = new Map<string, Unit>()
  for (const { key, pattern } of pack.bureaus) {
    const names = [...departmentNames(key), pattern.split('{')[0] ?? '']
    const unit = names.map(byName).find((found) => found?.level === 'city')
    if (unit) departments.set(key, unit)
  }
  return departments
}
