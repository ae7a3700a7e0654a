import { join } from 'node:path'
import type { Config } from '../../db/kernel/config.ts'
import { AppError } from '../../db/kernel/errors.ts'
import { createLog } from '../../db/kernel/log.ts'
import { fetchIfWanted } from '../../intake/commands/model-command.ts'
import { createEmbedder } from '../../kb/embed/create-embedder.ts'
import type { Embedder } from '../../kb/embed/embedder.ts'
import type { Interrupt } from '../run/interrupt.ts'
import { keepVectors } from '../run/kept-vectors.ts'

/** The embedder that the configuration asks for, with its vectors kept under the data directory. */
export async function prepareEmbedder(
  config: Config,
  { interrupt, command }: { interrupt: Interrupt; command: string },
): Promise<Embedder | null> {
  await fetchIfWanted(config)
  const embedder = await createEmbedder(config, createLog({ ...config, logLevel: 'warn' }))
  if (embedder === null) return null
  return keepVectors(embedder, join(config.dataDir, 'evals', 'vectors'), () => {
    if (interrupt.wanted) throw new AppError('evals.interrupted', { command })
  })
}

/** The key under which a baseline stands: the model, or that there is none. */
export function embedderKey(embedder: Embedder | null): string {
  if (embedder === null) return 'off'
  return embedder.space.kind === 'hash' ? 'hash' : embedder.space.id
}
