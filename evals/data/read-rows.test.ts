import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { fieldOf, readRows } from './read-rows.ts'
import { sampleWorkbook } from './testing/sample-workbook.ts'

let dir = ''
const write = async (name: string, text: string) => {
  const file = join(dir, name)
  await writeFile(file, text)
  return file
}

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'jiesu-rows-'))
})

describe('readRows', () => {
  it('reads JSON lines and says which line is broken', async () => {
    expect(await readRows(await write('a.jsonl', '{"id":1}\n\n{"id":2}\n'))).toEqual([
      { line: 1, values: { id: 1 } },
      { line: 3, values: { id: 2 } },
    ])
    await expect(readRows(await write('b.jsonl', '{"id":1}\n{oops'))).rejects.toMatchObject({
      code: 'evals.unreadable',
      message: expect.stringContaining('第 2 行'),
    })
  })

  it('reads CSV with a byte-order mark and quoted commas', async () => {
    const file = await write('c.csv', '\ufefftext,unit\n"电梯坏了,没人修",望京街道\n')
    expect(await readRows(file)).toEqual([
      { line: 2, values: { text: '电梯坏了,没人修', unit: '望京街道' } },
    ])
  })

  it('reads the first sheet of a workbook', async () => {
    const file = join(dir, 'd.xlsx')
    await writeFile(file, Buffer.from(sampleWorkbook, 'base64'))
    expect(await readRows(file)).toEqual([{ line: 2, values: { text: '停水了', unit: '水务局' } }])
  })

  it('says when a file cannot be opened', async () => {
    await expect(readRows(join(dir, 'none.jsonl'))).rejects.toMatchObject({
      code: 'evals.no-data',
    })
  })
})

describe('fieldOf', () => {
  it('reaches into lists', () => {
    expect(fieldOf({ category: ['a', 'b'] }, 'category.1')).toBe('b')
    expect(fieldOf({ category: ['a'] }, 'category.3')).toBe('')
    expect(fieldOf({ n: null }, 'n.x')).toBe('')
  })
})
