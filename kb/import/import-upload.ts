import { AppError } from '../../db/kernel/errors.ts'
import { createFileReader, type FileReader } from './file-reader.ts'
import {
  type ImportDefaults,
  type ImportDeps,
  type ImportOutcome,
  importArticles,
} from './import-articles.ts'
import type { ParseTask } from './parse-file.ts'
import {
  type ImportLimits,
  importable,
  importLimits,
  type SourceArticle,
} from './source-article.ts'
import {
  claimUpload,
  finishUpload,
  insertUpload,
  releaseUpload,
  type UploadedFile,
} from './upload-store.ts'
import { findUpload, type Upload } from './upload-view.ts'

/** A person looks at each of them; more than this is work for the command line. */
export const MOST_UPLOADED = 1_000
export const MOST_FILES = 50

export interface Uploader {
  id: string
  /** The unit whose articles this person may write; null = anybody's. */
  onlyOwner: string | null
}

export interface UploadWish {
  /** On disk for as long as this takes. */
  files: readonly Pick<ParseTask, 'path' | 'file'>[]
  map: ParseTask['map']
  defaults: ImportDefaults
  limits?: ImportLimits
}

export interface UploadResult {
  upload: Upload
  outcomes: ImportOutcome[]
}

async function readOne(reader: FileReader, task: ParseTask) {
  try {
    if (!importable.test(task.file)) throw new AppError('kb.import-type', { file: task.file })
    const { articles, problems } = await reader.read(task)
    return { sources: articles, problems }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { sources: [], problems: [`${error.message} [${error.code}]`] }
  }
}

async function readAll({ files, map, limits = importLimits }: UploadWish) {
  const sources: SourceArticle[] = []
  const read: UploadedFile[] = []
  const reader = createFileReader()
  try {
    for (const one of files) {
      const found = await readOne(reader, { ...one, map, limits })
      sources.push(...found.sources)
      read.push({ file: one.file, articles: found.sources.length, problems: found.problems })
      if (sources.length > MOST_UPLOADED) {
        throw new AppError('kb.import-too-long', { count: sources.length, limit: MOST_UPLOADED })
      }
    }
  } finally {
    reader.close()
  }
  return { read, sources }
}

/**
 * Reads uploaded files, in a process of its own with limits, and says what would become of them; keeps what was read, so that the drafts are made
 * of what the person saw. Writes no article.
 */
export async function previewUpload(
  deps: ImportDeps,
  by: Uploader,
  { files, map, defaults, limits = importLimits }: UploadWish,
): Promise<UploadResult> {
  const { read, sources } = await readAll({ files, map, defaults, limits })
  const { db } = deps.database
  const now = deps.clock.now()
  const id = await insertUpload(db, { by: by.id, files: read, sources, defaults, now })
  const outcomes = await importArticles(deps, sources, { defaults, dryRun: true, by })
  const upload = { id, files: read, sources, defaults, outcome: null, doneAt: null }
  return { upload, outcomes }
}

/**
 * Makes the drafts of an upload that was looked at. The second press, at the same moment or later, gives what the first has made.
 */
export async function importUpload(
  deps: ImportDeps,
  by: Uploader,
  id: string,
): Promise<UploadResult> {
  const { db } = deps.database
  const upload = await findUpload(db, id, by.id)
  if (!upload) throw new AppError('kb.import-gone')
  if (upload.outcome) return { upload, outcomes: upload.outcome }
  if (!(await claimUpload(db, id, deps.clock.now()))) {
    const now = await findUpload(db, id, by.id)
    if (now?.outcome) return { upload: now, outcomes: now.outcome }
    throw new AppError('kb.import-running')
  }
  try {
    const { sources, defaults } = upload
    const outcomes = await importArticles(deps, sources, { defaults, dryRun: false, by })
    const doneAt = deps.clock.now()
    await finishUpload(db, { id, outcomes, now: doneAt })
    return { upload: { ...upload, outcome: outcomes, doneAt }, outcomes }
  } catch (error) {
    await releaseUpload(db, id)
    throw error
  }
}
