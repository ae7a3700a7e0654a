import { createHash } from 'node:crypto'
import { access, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../../db/kernel/errors.ts'

/** The one built-in sentence model: bge-small-zh-v1.5, 8-bit ONNX, 512 dimensions, CLS pooling, MIT licence. */
export const modelName = 'bge-small-zh-v1.5'
export const modelDimensions = 512
export const modelRevision = '15b717c3'

/** What is needed to run it, with the checksums that every copy must have. */
export const modelFiles = [
  {
    path: 'onnx/model_quantized.onnx',
    sha256: '15b717c382bcb518ba457b93ea6850ede7f4f1cd8937454aa06972366cd19bcc',
  },
  {
    path: 'tokenizer.json',
    sha256: '48cea5d44424912a6fd1ea647bf4fe50b55ab8b1e5879c3275f80e339e8fae26',
  },
] as const

/** Where the model lies inside the model directory. */
export function modelFolder(modelDir: string): string {
  return join(modelDir, modelName)
}

/** Cheap check whether the files are there; the checksum is verified whenever a file is read for use. */
export async function modelPresent(modelDir: string): Promise<boolean> {
  try {
    await Promise.all(modelFiles.map((file) => access(join(modelFolder(modelDir), file.path))))
    return true
  } catch {
    return false
  }
}

/** Refuses content that is not byte for byte the pinned file. */
export function checkModelFile(path: string, content: Buffer): void {
  const pinned = modelFiles.find((file) => file.path === path)
  if (createHash('sha256').update(content).digest('hex') !== pinned?.sha256) {
    throw new AppError('model.checksum', { file: path })
  }
}

/** Reads one file of the model and verifies it. */
export async function readModelFile(folder: string, path: string): Promise<Buffer> {
  const content = await readFile(join(folder, path))
  checkModelFile(path, content)
  return content
}
