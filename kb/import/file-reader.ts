import { type ChildProcess, fork } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { AppError, type ErrorCode } from '../../db/kernel/errors.ts'
import type { ParseTask } from './parse-file.ts'
import type { ParsedFile } from './source-article.ts'

interface Answer {
  parsed?: ParsedFile
  code?: ErrorCode
  message?: string
}

export interface FileReader {
  /** Read one file after the other: the next when the one before it was answered. */
  read(task: ParseTask): Promise<ParsedFile>
  close(): void
}

/** A process takes a second to start, so the next file is read by the same, unless this one was large and left it large. */
const LARGE_BYTES = 4 * 1024 * 1024

/**
 * A process of its own with a limit of memory, and without the settings and secrets of ours. A thread would not do: an allocation
 * that fails inside V8 (JSON.parse of half a million rows) ends the whole process, whatever limit the thread was given.
 */
function startReader(megabytes: number): ChildProcess {
  return fork(fileURLToPath(new URL('parse-process.ts', import.meta.url)), [], {
    execArgv: ['--import', import.meta.resolve('tsx'), `--max-old-space-size=${megabytes}`],
    env: {},
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
}

/** The reader's own sentence under its own code. */
function toError({ code = 'kb.import-unreadable', message = '' }: Answer): AppError {
  return Object.assign(new AppError(code), { message })
}

function ask(child: ChildProcess, task: ParseTask): Promise<ParsedFile> {
  const { file, limits } = task
  const { seconds } = limits
  return new Promise((resolve, reject) => {
    const finish = (error: AppError | null, parsed?: ParsedFile) => {
      clearTimeout(timer)
      child.off('message', onMessage).off('error', onError).off('exit', onExit)
      if (parsed) resolve(parsed)
      else reject(error)
    }
    const timer = setTimeout(() => {
      finish(new AppError('kb.import-timeout', { file, seconds }))
    }, seconds * 1000)
    const onMessage = (answer: Answer) =>
      answer.parsed ? finish(null, answer.parsed) : finish(toError(answer))
    const onError = (cause: Error) =>
      finish(new AppError('kb.import-unreadable', { file, detail: cause.message, cause }))
    // V8 aborts when its memory is at an end; the system kills when its own is.
    const onExit = (code: number | null, signal: string | null) => {
      const memory = code === 134 || signal === 'SIGABRT' || signal === 'SIGKILL'
      finish(
        new AppError(memory ? 'kb.import-memory' : 'kb.import-unreadable', {
          file,
          detail: '读取进程中断',
        }),
      )
    }
    child.on('message', onMessage).on('error', onError).on('exit', onExit)
    child.send(task)
  })
}

/**
 * Reads files outside this process: a document that is made to break its reader breaks that one, the import says so and goes on
 * with the next in a new one.
 */
export function createFileReader(): FileReader {
  let child: ChildProcess | undefined
  const drop = () => {
    // What still comes of a process that was given up is nobody's error.
    child?.on('error', () => {}).kill('SIGKILL')
    child = undefined
  }
  return {
    read: async (task) => {
      child ??= startReader(task.limits.memoryMegabytes)
      const mine = child
      const size = await stat(task.path).then(
        (found) => found.size,
        () => 0,
      )
      let late = false
      try {
        return await ask(mine, task)
      } catch (error) {
        late = error instanceof AppError && error.code === 'kb.import-timeout'
        throw error
      } finally {
        const gone = !mine.connected || mine.exitCode !== null || mine.signalCode !== null
        if (late || gone || size > LARGE_BYTES) drop()
      }
    },
    close: drop,
  }
}
