import { rm } from 'node:fs/promises'
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
      server ??= startServerProcess({
        PACK_DIR: config.packDir,
        MODEL_DIR: config.modelDir,
        EMBEDDER: config.embedder,
        LOG_LEVEL: 'error',
      })
      return (await server).chatUrl
    },
    stop: async () => {
      const running = await server?.catch(() => undefined)
      await running?.stop()
      if (running) await rm(running.dataDir, { recursive: true, force: true })
    },
  }
}
