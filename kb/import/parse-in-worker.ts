import { AppError, type ErrorCode } from '../../db/kernel/errors.ts'
import { startWorker } from '../../db/kernel/start-worker.ts'
import type { ParseTask } from './parse-file.ts'
import type { ParsedFile } from './source-article.ts'

interface Answer {
  parsed?: ParsedFile
  code?: ErrorCode
  message?: string
}

/** The worker's own sentence under its own code. */
function toError({ code = 'kb.import-unreadable', message = '' }: Answer): AppError {
  return Object.assign(new AppError(code), { message })
}

/**
 * Reads one file in a thread of its own with a limit of memory and of time: a document that is made to break its reader breaks
 * that thread, and the import says so and goes on with the next.
 */
export function parseInWorker(task: ParseTask): Promise<ParsedFile> {
  const { file, limits } = task
  return new Promise((resolve, reject) => {
    const worker = startWorker(new URL('parse-worker.ts', import.meta.url), task, {
      maxOldGenerationSizeMb: limits.memoryMegabytes,
    })
    const timer = setTimeout(() => {
      reject(new AppError('kb.import-timeout', { file, seconds: limits.seconds }))
      void worker.terminate()
    }, limits.seconds * 1000)
    const finish = (done: () => void) => {
      clearTimeout(timer)
      done()
      void worker.terminate()
    }
    worker.once('message', (answer: Answer) =>
      finish(() => (answer.parsed ? resolve(answer.parsed) : reject(toError(answer)))),
    )
    worker.once('error', (cause: Error & { code?: string }) =>
      finish(() => {
        const memory = cause.code === 'ERR_WORKER_OUT_OF_MEMORY'
        const code = memory ? 'kb.import-memory' : 'kb.import-unreadable'
        reject(new AppError(code, { file, detail: cause.message, cause }))
      }),
    )
    worker.once('exit', () =>
      finish(() => reject(new AppError('kb.import-unreadable', { file, detail: '读取进程中断' }))),
    )
  })
}
