import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { Pack } from '../../db/packs/pack.ts'
import { createTaxonomy } from '../taxonomy/taxonomy.ts'
import type { OrderLead } from '../unit-voice/order-lead.ts'
import { type ClassDocument, classDocuments } from './class-documents.ts'
import { type ClassModel, decodeClassModel, encodeClassModel } from './class-model-file.ts'
import { createVectoriser } from './features.ts'
import { keepFile, readKept } from './kept-file.ts'
import { trainNodeModels } from './node-models.ts'

/** Changes whenever features or training change: a model of other features is never loaded. */
export const featureVersion = 'grams2-svm-2'

type ModelPack = Pick<Pack, 'taxonomy' | 'examples'>

/** A confirmed order as a training text. */
export interface OrderText {
  text: string
  code: string
  /** Absent where only the class is to be learnt. */
  lead?: OrderLead
}

const ORDER_WEIGHT = 1

export function labelHashOf(pack: Pick<Pack, 'taxonomy'>): string {
  const codes = pack.taxonomy.map(({ code }) => code).sort()
  return createHash('sha256').update(codes.join('\n')).digest('hex').slice(0, 16)
}

function documentsOf(pack: ModelPack, orders: readonly OrderText[]): ClassDocument[] {
  const taxonomy = createTaxonomy(pack)
  const known = orders.filter(({ code }) => taxonomy.byCode.has(code))
  return [
    ...classDocuments(pack, taxonomy),
    ...known.map(({ text, code }) => ({ text, code, weight: ORDER_WEIGHT })),
  ]
}

function versionOf(documents: readonly ClassDocument[]): string {
  const hash = createHash('sha256')
  for (const { code, text, weight } of documents) hash.update(`${code}\t${weight}\t${text}\n`)
  return `${featureVersion}:${hash.digest('hex').slice(0, 12)}`
}

/** Learns the classes from the pack's texts and, where given, confirmed orders; about a second for a full pack. Deterministic. */
export function trainClassModel(pack: ModelPack, orders: readonly OrderText[] = []): ClassModel {
  const documents = documentsOf(pack, orders)
  const own = documents.length - classDocuments(pack, createTaxonomy(pack)).length
  const vectoriser = createVectoriser(documents.map(({ text }) => text))
  const vectors = documents.map(({ text }) => vectoriser.vectorise(text))
  return {
    version: versionOf(documents),
    featureVersion,
    labelHash: labelHashOf(pack),
    orders: own,
    vectoriser,
    nodes: trainNodeModels({ taxonomy: createTaxonomy(pack), documents, vectors, vectoriser }),
    lead: null,
  }
}

/** Whether a model knows the features of this program and the classes of this pack. */
export function fitsPack(
  model: Pick<ClassModel, 'featureVersion' | 'labelHash'>,
  pack: ModelPack,
): boolean {
  return model.featureVersion === featureVersion && model.labelHash === labelHashOf(pack)
}

/**
 * The pack's own model, from a file of the cache where there is one: a warm start does not train. Another text, class or feature
 * gives another file; a damaged one is trained anew.
 */
export async function keptClassModel(
  pack: ModelPack,
  cacheDir: string | undefined,
): Promise<ClassModel> {
  if (cacheDir === undefined) return trainClassModel(pack)
  const version = versionOf(documentsOf(pack, []))
  const file = join(cacheDir, `classes-${version.replace(':', '-')}.bin`)
  const bytes = await readKept(file)
  const kept = bytes && readModel(bytes)
  if (kept?.version === version && fitsPack(kept, pack)) return kept
  const trained = trainClassModel(pack)
  await keepFile(file, [encodeClassModel(trained)])
  return trained
}

function readModel(bytes: Uint8Array): ClassModel | null {
  try {
    return decodeClassModel(bytes)
  } catch {
    return null
  }
}
