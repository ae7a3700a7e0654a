import { loadConfig } from '../../db/kernel/config.ts'
import { AppError } from '../../db/kernel/errors.ts'
import { holdSignals } from '../hold-signals.ts'
import { startWorker } from '../worker.ts'
import { environment } from './environment.ts'

/** `jiesu worker`: runs until it is told to stop. */
export async function runWorker(): Promise<number | undefined> {
  const config = loadConfig(environment())
  if (config.shape === 'embedded') throw new AppError('command.worker-embedded')
  const held = holdSignals((text) => process.stderr.write(`${text}\n`))
  try {
    const worker = await startWorker(config)
    if (held.came()) {
      await worker.close()
      process.exit(0)
    }
  } finally {
    held.release()
  }
  return undefined
}
