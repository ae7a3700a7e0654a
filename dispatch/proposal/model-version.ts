import { createHash } from 'node:crypto'
import type { Pack } from '../../db/packs/pack.ts'

/** Changes whenever features, training or fusion change: a stored proposal names the code that made it. */
const featureVersion = 'grams2-svm-1'

/** Feature version and fingerprint of the training texts and labels of a pack. */
export function modelVersion(pack: Pick<Pack, 'taxonomy' | 'examples'>): string {
  const hash = createHash('sha256')
  for (const { code, name, keywords } of pack.taxonomy)
    hash.update(`${code}\t${name}\t${keywords.join('|')}\n`)
  for (const { service_code, text } of pack.examples) hash.update(`${service_code}\t${text}\n`)
  return `${featureVersion}:${hash.digest('hex').slice(0, 12)}`
}
