import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import { z } from 'zod'
import { featureVersion } from './class-model.ts'
import { restoreVectoriser } from './features.ts'
import { keepFile, readKept } from './kept-file.ts'
import { type LinearModel, restoreLinear } from './train-linear.ts'

const HASH_BYTES = 32

const kept = z.strictObject({
  idf: z.instanceof(Float32Array),
  models: z.array(
    z.strictObject({
      labels: z.array(z.string()),
      temperature: z.number(),
      fitted: z.strictObject({
        columns: z.custom<ReadonlyMap<number, number>>((value) => value instanceof Map),
        weights: z.instanceof(Float32Array),
      }),
    }),
  ),
})

export interface KeptLinearOptions {
  /** Without a folder nothing is kept. */
  dir: string | undefined
  /** Says what the models tell apart: part of the file's name. */
  name: string
  /** All that they learn from: another text or label gives another file. */
  rows: readonly unknown[]
}

/**
 * Small linear models that share one vectoriser, from a file of the cache where there is one: a warm start does not train
 * them. They hold no words, only weights of hashed grams; a damaged file is trained anew.
 */
export async function keptLinear(
  { dir, name, rows }: KeptLinearOptions,
  train: () => readonly LinearModel[],
): Promise<readonly LinearModel[]> {
  if (dir === undefined) return train()
  const hash = createHash('sha256').update(featureVersion).update(JSON.stringify(rows))
  const file = join(dir, `${name}-${hash.digest('hex').slice(0, 20)}.bin`)
  const bytes = await readKept(file)
  const known = bytes && decode(bytes)
  if (known) return known
  const models = train()
  await keepFile(file, encode(models))
  return models
}

/** SHA-256 of the rest, then the rest. */
function encode(models: readonly LinearModel[]): Uint8Array[] {
  const body = serialize({
    idf: models[0]?.vectoriser.idf ?? new Float32Array(),
    models: models.map(({ labels, temperature, fitted }) => ({ labels, temperature, fitted })),
  })
  return [createHash('sha256').update(body).digest(), body]
}

function decode(bytes: Buffer): LinearModel[] | null {
  const body = bytes.subarray(HASH_BYTES)
  const hash = createHash('sha256').update(body).digest()
  if (!bytes.subarray(0, HASH_BYTES).equals(hash)) return null
  try {
    const { idf, models } = kept.parse(deserialize(body))
    const vectoriser = restoreVectoriser(idf)
    return models.map((model) => restoreLinear({ ...model, vectoriser }))
  } catch {
    // Written by a program of another version.
    return null
  }
}
