import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { Config } from '../../db/kernel/config.ts'
import { AppError } from '../../db/kernel/errors.ts'
import { connectChat } from '../../intake/client/chat-client.ts'
import { type RunningServer, startServerProcess } from '../../intake/testing/server-process.ts'

export interface ChatServer {
  chatUrl(): Promise<string>
  stop(): Promise<void>
}

/** A server that is not there is one sentence, not a failed dialogue for each case. */
async function reach(url: string): Promise<void> {
  try {
    const chat = await connectChat({ url, timeoutMs: 5_000 })
    chat.close()
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause)
    throw new AppError('evals.server-unreachable', { url, detail, cause })
  }
}

const MEANING_MS = 600_000

/** A running hotline answers from words until its vectors are made; a measurement waits, so that it repeats. */
async function waitForMeaning(url: string): Promise<void> {
  const deadline = Date.now() + MEANING_MS
  while (Date.now() < deadline) {
    const { ok } = await fetch(`${url}/readyz?meaning=1`)
    if (ok) return
    await setTimeout(500)
  }
  throw new AppError('evals.server-unreachable', { url, detail: '语义向量没有及时算完' })
}

/** An empty database beside what is derived from the pack alone: models and vectors that were made before. */
async function startOwn(config: Config): Promise<RunningServer> {
  const dataDir = await mkdtemp(join(tmpdir(), 'jiesu-evals-'))
  const made = join(config.dataDir, 'cache')
  await cp(made, join(dataDir, 'cache'), { recursive: true }).catch(() => {})
  const server = await startServerProcess({
    PACK_DIR: config.packDir,
    MODEL_DIR: config.modelDir,
    DATA_DIR: dataDir,
    EMBEDDER: config.embedder,
    LOG_LEVEL: 'error',
  })
  await waitForMeaning(server.url)
  return server
}

/** The server of the dialogue suite: the given one, or one of our own on an empty database, started when it is first needed. */
export function createChatServer(config: Config, url: string | undefined): ChatServer {
  let server: Promise<RunningServer> | undefined
  let reached: Promise<void> | undefined
  return {
    chatUrl: async () => {
      if (url !== undefined) {
        reached ??= reach(url)
        await reached
        return url
      }
      server ??= startOwn(config)
      return (await server).chatUrl
    },
    stop: async () => {
      const running = await server?.catch(() => undefined)
      await running?.stop()
      if (running) await rm(running.dataDir, { recursive: true, force: true })
    },
  }
}
