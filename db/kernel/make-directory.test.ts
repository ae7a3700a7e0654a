import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { makeDirectory } from './make-directory.ts'

it('makes a directory with its parents, and refuses at once where none can be', () => {
  const root = mkdtempSync(join(tmpdir(), 'jiesu-make-'))
  makeDirectory(join(root, 'a/b'))
  expect(existsSync(join(root, 'a/b'))).toBe(true)
  writeFileSync(join(root, 'file'), '')
  expect(() => makeDirectory(join(root, 'file/c'))).toThrow()
  expect(() => makeDirectory('/proc/nowhere/data')).toThrow()
  rmSync(root, { recursive: true })
})
