import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSecondCity } from '../db/testing/second-city.ts'
import { tinyDocx, tinyPdf, tinyXlsx, tinyZip } from '../kb/testing/tiny-files.ts'
import { runJiesu } from './testing/server-process.ts'

/** `jiesu kb import` as it is typed: a process of its own on a folder of everything. */
let home: string
let folder: string
let packDir: string

const pages = (count: number) =>
  tinyPdf(Array.from({ length: count }, (_, i) => `Page number ${i + 1} of the long rule.`))

const files: Record<string, Buffer | string> = {
  '遛狗.md': '---\nid: dog-walk\ntitle: 遛狗要拴绳吗\n---\n要拴绳。\n\n## 费用\n\n不收费。',
  '深/一层/过桥.markdown': '# 过桥收费吗\n\n不收费。',
  '问答.csv': '问题,答案,责任单位\n养鸽子要登记吗,要，到街道登记。,\n,没有题目,\n',
  '表.xlsx': tinyXlsx([
    ['标题', '正文'],
    ['养蜂登记', '带蜂箱照片到街道。'],
  ]),
  '一.json': JSON.stringify([{ id: 'kite', title: '放风筝', body: '空旷处可以放。' }]),
  '行.jsonl': '{"title": "滑梯", "body": "每天开放。"}\n',
  '页.html': '<title>停车</title><main><h2>费用</h2><p onclick="x()">2元</p></main>',
  '文.docx': tinyDocx(['可以办。', '# 材料', '身份证。']),
  '规.pdf': pages(200),
  '包.zip': tinyZip([{ name: '里面/船.md', data: Buffer.from('# 坐船\n\n要买票。') }]),
  // What is refused, each with its code.
  '炸弹.docx': tinyZip([{ name: 'word/document.xml', data: Buffer.alloc(12 * 1024 * 1024) }]),
  '太长.pdf': pages(301),
  '坏.xlsx': 'not a zip',
}

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'jiesu-import-e2e-'))
  folder = join(home, '资料')
  for (const [name, data] of Object.entries(files)) {
    await mkdir(join(folder, name, '..'), { recursive: true })
    await writeFile(join(folder, name), data)
  }
  packDir = await createSecondCity()
  await run(['migrate'])
  await run(['seed'])
})
afterAll(() => rm(home, { recursive: true, force: true }))

async function run(args: string[]): Promise<{ code: number | null; output: string }> {
  const command = runJiesu(args, {
    DATA_DIR: join(home, 'data'),
    PACK_DIR: packDir,
    EMBEDDER: 'hash',
    LOG_LEVEL: 'warn',
  })
  const code = await command.exited
  return { code, output: command.output() }
}
const importFolder = (...more: string[]) =>
  run(['kb', 'import', folder, '--owner', '市某局', ...more])

describe('jiesu kb import', () => {
  it('says first what it would do, and writes nothing', async () => {
    const { code, output } = await importFolder('--dry-run')
    expect(code, output).toBe(1)
    expect(output).toContain(
      '试运行，未写库：读 13 个文件，新增 10，修改 0，没有变化 0，不能导入 4',
    )
    for (const refused of ['kb.import-bomb', 'kb.import-pages', 'kb.import-unreadable']) {
      expect(output).toContain(refused)
    }
    expect(output).toContain('问答.csv：第 3 行缺少标题')
  })

  it('makes a draft of each', async () => {
    const { output } = await importFolder()
    expect(output).toContain('已存为草稿，等待审核：读 13 个文件，新增 10')
  })

  it('a second time changes nothing', async () => {
    const { output } = await importFolder()
    expect(output).toContain('新增 0，修改 0，没有变化 10，不能导入 4')
  })

  it('of a changed file changes its own draft', async () => {
    await writeFile(join(folder, '深/一层/过桥.markdown'), '# 过桥收费吗\n\n收费5元。')
    const { output } = await importFolder()
    expect(output).toContain('修改  过桥收费吗')
    expect(output).toContain('新增 0，修改 1，没有变化 9')
  })
})
