import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '../kernel/errors.ts'

const LOCK_FILE = 'jiesu.lock'

interface Holder {
  pid: number
  /** Boot and start time of the process where the system tells them: a pid alone is soon given to another process. */
  born: string | null
}

/**
 * Takes the data directory for this process and returns how to give it back.
 * Throws `db.directory-locked` while a live process holds it; a lock left by a killed one is taken over.
 */
export function lockDirectory(dataDir: string): () => void {
  const file = join(dataDir, LOCK_FILE)
  const mine = JSON.stringify({ pid: process.pid, born: birthOf(process.pid) } satisfies Holder)
  for (let attempt = 0; attempt < 5; attempt += 1) {
    if (createExclusively(file, mine)) return () => release(file, mine)
    const found = readLock(file)
    if (found === null) continue
    const holder = parseHolder(found)
    if (holder !== null && isAlive(holder)) {
      throw new AppError('db.directory-locked', { dir: dataDir, pid: holder.pid })
    }
    removeStale(file, found)
  }
  throw new AppError('db.directory-locked', { dir: dataDir, pid: '未知' })
}

/** Writes aside and links into place, so that the lock is never seen half-written. */
function createExclusively(file: string, content: string): boolean {
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, content)
  try {
    linkSync(draft, file)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(draft, { force: true })
  }
}

/**
 * Moves the stale lock away and checks what was moved: two starters may both have seen the stale one, and the slower
 * must not throw away the lock that the faster has just made.
 */
function removeStale(file: string, stale: string): void {
  const aside = `${file}.stale.${process.pid}`
  try {
    renameSync(file, aside)
    if (readLock(aside) !== stale) linkSync(aside, file)
  } catch (error) {
    if (!['ENOENT', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
  } finally {
    rmSync(aside, { force: true })
  }
}

function release(file: string, mine: string): void {
  if (readLock(file) === mine) rmSync(file, { force: true })
}

function readLock(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

function parseHolder(content: string): Holder | null {
  try {
    const { pid, born } = JSON.parse(content) as Partial<Holder>
    return typeof pid === 'number' ? { pid, born: born ?? null } : null
  } catch {
    return null
  }
}

function isAlive({ pid, born }: Holder): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    // EPERM: it lives, but belongs to another user.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  const now = birthOf(pid)
  return born === null || now === null || born === now
}

/**
 * Linux only, else null: boot id and start time (field 22 of /proc/PID/stat, counted after the bracketed name).
 * A killed process whose parent has not noticed yet (state Z) is dead, although its pid still answers.
 */
function birthOf(pid: number): string | null {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' ? 'dead' : `${boot}/${fields[19]}`
  } catch {
    return null
  }
}
