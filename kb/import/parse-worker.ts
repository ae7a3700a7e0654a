import { parentPort, workerData } from 'node:worker_threads'
import { AppError } from '../../db/kernel/errors.ts'
import { type ParseTask, parseFile } from './parse-file.ts'

// The other side of `parseInWorker`: one file, one answer, and the thread ends.
const answer = (message: object) => parentPort?.postMessage(message)

parseFile(workerData as ParseTask).then(
  (parsed) => answer({ parsed }),
  (error: unknown) => {
    const code = error instanceof AppError ? error.code : 'kb.import-unreadable'
    const message = error instanceof Error ? error.message : String(error)
    answer({ code, message })
  },
)
