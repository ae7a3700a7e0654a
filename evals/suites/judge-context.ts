import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { z } from 'zod'
import type { Pack } from '../../db/packs/pack.ts'
import { createTaxonomy, type Taxonomy } from '../../dispatch/taxonomy/taxonomy.ts'
import type { CostWeights } from '../metrics/cost.ts'

const weightsFile = fileURLToPath(new URL('../cost-weights.yaml', import.meta.url))

/** What judging needs beside case and answer. */
export interface JudgeContext {
  taxonomy: Taxonomy
  weights: CostWeights
  /** `030201 电梯故障`: code and name, as reports show a class. */
  className(code: string): string
  /** Codes of the path of a class, first level first. */
  classPath(code: string): string[]
}

export async function readCostWeights(file = weightsFile): Promise<CostWeights> {
  return z.record(z.string(), z.number()).parse(parse(await readFile(file, 'utf8')))
}

export function createJudgeContext(
  pack: Pick<Pack, 'taxonomy'>,
  weights: CostWeights,
): JudgeContext {
  const taxonomy = createTaxonomy(pack)
  return {
    taxonomy,
    weights,
    className: (code) => `${code} ${taxonomy.byCode.get(code)?.name ?? ''}`.trim(),
    classPath: (code) => taxonomy.path(code).map((row) => row.code),
  }
}
