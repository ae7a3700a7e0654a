import { rm } from 'node:fs/promises'
import type { Config } from '../../db/kernel/config.ts'
import { type RunningServer, startServerProcess } from '../../intake/testing/server-process.ts'

export interface ChatServer {
  chatUrl(): Promise<string>
  stop(): Promise<void>
}

/** The server of the dialogue suite: the given one, or one of our own on an empty database, started when it is first needed. */
export function createChatServer(config: Config, url: string | undefined): ChatServer {
  let server: Promise<RunningServer> | undefined
  return {
    chatUrl: async () => {
      if (url !== undefined) return url
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
