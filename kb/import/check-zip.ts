import { type Entry, fromBuffer, open, type ZipFile } from 'yauzl'
import { AppError } from '../../db/kernel/errors.ts'
import type { ImportLimits } from './source-article.ts'

/** Text packs ten to one, tables of the same words a hundred to one; a bomb a thousand to one and more. */
const MAX_RATIO = 400
/** A ratio says nothing of a file of some kilobytes. */
const RATIO_FROM = 10 * 1024 * 1024

const openOptions = { lazyEntries: true, autoClose: false, validateEntrySizes: true } as const

/** A file on disk, or one that stood inside another. */
function openZip(packed: string | Buffer): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    const done = (error: Error | null, zip: ZipFile) => (error ? reject(error) : resolve(zip))
    if (typeof packed === 'string') open(packed, openOptions, done)
    else fromBuffer(packed, openOptions, done)
  })
}

/** Unpacks an entry into nothing and counts: what a file declares and what it holds are two things. */
function actualSize(zip: ZipFile, entry: Entry, most: number): Promise<number> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error) return reject(error)
      let size = 0
      stream.on('data', (chunk: Buffer) => {
        size += chunk.length
        if (size <= most) return
        stream.destroy()
        resolve(size)
      })
      stream.on('end', () => resolve(size))
      stream.on('error', reject)
    })
  })
}

interface Checked {
  file: string
  zip: ZipFile
  packed: number
  limits: ImportLimits
}

async function walk({ file, zip, packed, limits }: Checked): Promise<void> {
  const bomb = (detail: string) => new AppError('kb.import-bomb', { file, detail })
  const most = limits.maxUnpackedMegabytes * 1024 * 1024
  if (zip.entryCount > limits.maxEntries) throw bomb(`${zip.entryCount} 个文件`)
  let total = 0
  const look = async (entry: Entry) => {
    if (total + entry.uncompressedSize > most) throw bomb('声明的大小超过限制')
    total += await actualSize(zip, entry, most - total)
    if (total > most) throw bomb('实际大小超过限制')
    if (total > RATIO_FROM && total / packed > MAX_RATIO) throw bomb('压缩比异常')
    zip.readEntry()
  }
  await new Promise<void>((resolve, reject) => {
    zip.on('entry', (entry: Entry) => void look(entry).catch(reject))
    zip.on('end', resolve)
    zip.on('error', reject)
    zip.readEntry()
  })
}

/** Refuses a packed document (docx, xlsx, zip) that would unpack to more than the limit, by what it declares and by what it holds. */
export async function checkZip(
  path: string | Buffer,
  { file, packed, limits }: Omit<Checked, 'zip'>,
): Promise<void> {
  const zip = await openZip(path).catch((cause: unknown) => {
    const detail = cause instanceof Error ? cause.message : String(cause)
    throw new AppError('kb.import-unreadable', { file, detail, cause })
  })
  try {
    await walk({ file, zip, packed, limits })
  } catch (cause) {
    if (cause instanceof AppError) throw cause
    const detail = cause instanceof Error ? cause.message : String(cause)
    throw new AppError('kb.import-bomb', { file, detail, cause })
  } finally {
    zip.close()
  }
}
