import { mkdtemp, readdir, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { keepFile, readKept } from './kept-file.ts'

const bytes = Buffer.from('weights')

describe('files of the cache', () => {
  it('stay where they were used last, and make room for the next of their kind', async () => {
    const dir = join(await mkdtemp(join(tmpdir(), 'jiesu-kept-')), 'cache')
    const file = (name: string) => join(dir, name)
    await keepFile(file('texts-a.f32'), [bytes])
    for (const [minute, name] of ['a', 'b', 'c', 'd', 'a.killed'].entries()) {
      await keepFile(file(`classes-1-${name}.bin`), [bytes])
      const at = new Date(Date.UTC(2026, 0, 1, 0, minute))
      await utimes(file(`classes-1-${name}.bin`), at, at).catch(() => {})
    }
    expect(await readKept(file('classes-1-b.bin'))).toEqual(bytes)
    await keepFile(file('classes-1-e.bin'), [bytes.subarray(0, 3), bytes.subarray(3)])
    const names = (await readdir(dir)).sort()
    expect(names).toEqual([
      'classes-1-a.killed.bin',
      'classes-1-b.bin',
      'classes-1-d.bin',
      'classes-1-e.bin',
      'texts-a.f32',
    ])
    expect(await readKept(file('classes-1-e.bin'))).toEqual(bytes)
    expect(await readKept(file('classes-1-a.bin'))).toBeNull()
  })

  it('are no condition: where nothing can be written nothing is', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'jiesu-kept-'))
    await writeFile(join(dir, 'cache'), 'no folder')
    const nowhere = join(dir, 'cache', 'classes-1-a.bin')
    await keepFile(nowhere, [bytes])
    expect(await readKept(nowhere)).toBeNull()
  })
})
