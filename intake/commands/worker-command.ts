import { loadConfig } from '../../db/kernel/config.ts'
import { startWorker } from '../worker.ts'
import { environment } from './environment.ts'

/** `jiesu worker`: runs until it is told to stop. */
export async function runWorker(): Promise<number | undefined> {
  await startWorker(loadConfig(environment()))
  return undefined
}
