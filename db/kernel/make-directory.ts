import { accessSync, constants, existsSync, mkdirSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

/**
 * Makes a directory with its parents and sees that it can be written to; throws what the system says if not. Node's own
 * recursive mkdir tries for ever below /proc, so the nearest parent that exists is looked at first.
 */
export function makeDirectory(dir: string): void {
  const parent = nearestExisting(resolve(dir))
  accessSync(parent, constants.W_OK)
  // Root may write anywhere by the mode bits; the kernel's own trees refuse all the same.
  if (/^\/(proc|sys)(\/|$)/.test(parent)) throw new Error(`EROFS: ${parent} holds no files`)
  mkdirSync(dir, { recursive: true })
  accessSync(dir, constants.W_OK)
}

function nearestExisting(dir: string): string {
  let at = dir
  while (!existsSync(at) && dirname(at) !== at) at = dirname(at)
  return at
}
