import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** The folder of the sample city that a start without settings shows. */
export const sampleCityDir = here('../packs/beijing')

/**
 * A second city in a folder of its own: its places, units, classes and catalogue are its own, what is said to citizens and the
 * triage words are the sample city's, but for its list of other cities.
 */
export async function createSecondCity(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'jiesu-city-'))
  await cp(here('packs/xiamen'), dir, { recursive: true })
  await cp(join(sampleCityDir, 'texts.yaml'), join(dir, 'texts.yaml'))
  await cp(join(sampleCityDir, 'lexicons'), join(dir, 'lexicons'), { recursive: true })
  await rm(join(dir, 'lexicons/other-cities.yaml'))
  return dir
}
