import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { AppError } from '../../db/kernel/errors.ts'
import { type LoadResult, type LoadShare, loadShare, sumLoad } from './propose-load.ts'

const program = fileURLToPath(new URL('../../scripts/jiesu.mjs', import.meta.url))

export interface ProcessesWish {
  databaseUrl: string
  processes: number
  atOnce: number
  seconds: number
  /** False: words alone, whatever the configuration says. */
  meaning: boolean
  env: Record<string, string | undefined>
}

/** As many processes as a city would run workers, each with its own engine and connections, on one database at the same time. */
export async function benchProcesses(wish: ProcessesWish): Promise<LoadResult> {
  const children = Array.from({ length: wish.processes }, (_, at) => start(wish, at))
  try {
    await Promise.all(children.map((child) => answerOf(child)))
    for (const child of children) child.send('go')
    const shares = await Promise.all(children.map((child) => answerOf(child)))
    return sumLoad(
      shares.map((share): LoadShare => loadShare.parse(share)),
      wish.atOnce,
    )
  } finally {
    for (const child of children) child.kill()
  }
}

function start(wish: ProcessesWish, at: number): ChildProcess {
  const { databaseUrl, atOnce, seconds, meaning, env } = wish
  const args = ['--at-once', `${atOnce}`, '--seconds', `${seconds}`, '--from', `${at * 97}`]
  return fork(program, ['bench', 'propose-worker', ...args, ...(meaning ? ['--meaning'] : [])], {
    env: { ...env, DATABASE_URL: databaseUrl },
  })
}

/** The next message of a process; one that ends without it has said why on its own error output. */
async function answerOf(child: ChildProcess): Promise<unknown> {
  const stop = new AbortController()
  const { signal } = stop
  try {
    const ended = once(child, 'exit', { signal }).then(() => {
      throw new AppError('evals.bench-ended')
    })
    const [message] = await Promise.race([once(child, 'message', { signal }), ended])
    return message
  } finally {
    stop.abort()
  }
}
