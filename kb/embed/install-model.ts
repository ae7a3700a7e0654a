import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { makeDirectory } from '../../db/kernel/make-directory.ts'
import { checkModelFile, modelFiles, modelFolder, modelPresent } from './model-files.ts'

/**
 * Puts verified model files in place at once: written into a sibling folder, then renamed, so that a reader
 * (or a second process that does the same) sees the whole model or none.
 */
export async function installModel(
  modelDir: string,
  contents: ReadonlyMap<string, Buffer>,
): Promise<string> {
  makeDirectory(modelDir)
  const target = modelFolder(modelDir)
  const staging = await mkdtemp(join(modelDir, '.incoming-'))
  try {
    for (const file of modelFiles) {
      const content = contents.get(file.path) ?? Buffer.alloc(0)
      checkModelFile(file.path, content)
      const path = join(staging, file.path)
      await mkdir(dirname(path), { recursive: true })
      await writeFile(path, content)
    }
    if (await modelPresent(modelDir)) return target
    await rm(target, { recursive: true, force: true })
    await rename(staging, target)
    return target
  } finally {
    await rm(staging, { recursive: true, force: true })
  }
}
