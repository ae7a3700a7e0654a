import { existsSync } from 'node:fs'
import { loadEnvFile } from 'node:process'

/**
 * The one place where commands read the environment; everything below gets a parsed `Config`. A `.env` file in the
 * working directory fills in what is not set, as `.env.example` says.
 */
export function environment(): Record<string, string | undefined> {
  // biome-ignore lint/style/noProcessEnv: the edge of the program; see above
  const env = process.env
  if (existsSync('.env')) loadEnvFile('.env')
  return env
}
