import { readFile } from 'node:fs/promises'
import { type ClassModel, decodeClassModel } from '../../dispatch/classifier/class-model-file.ts'

/** The classifier of CLASS_MODEL, which the gate of a retraining sets; undefined: the pack's own is measured. */
export async function readClassModel(file: string | null): Promise<ClassModel | undefined> {
  return file === null ? undefined : decodeClassModel(await readFile(file))
}
