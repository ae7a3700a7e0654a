import { cp, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { runJiesu } from '../../intake/testing/server-process.ts'

const pack = 'db/packs/beijing'
// Two nets stand behind each other, rules and examples: what only a rule knows is what shows a broken one.
const emergencies = [
  '施工队把燃气管子挖断了，呼呼往外喷气，旁边就是居民楼',
  '地铁站里有人扔下一个包就跑，包里滴滴响',
  '救护车 救护车 老太太不行了',
]

/** `jiesu evals run`, as a person or CI calls it. */
async function runWith(packDir: string, dir: string) {
  const data = join(dir, 'emergencies.jsonl')
  const running = runJiesu(
    ['evals', 'run', 'emergency', '--data', data, '--gate', 'evals/gates.yaml', '--out', dir],
    { PACK_DIR: packDir, EMBEDDER: 'off', DATA_DIR: dir },
  )
  return { code: await running.exited, printed: running.output() }
}

it('exit code 1 and the name of the gate for a pack whose emergency rules are broken, 0 for the whole one', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'jiesu-broken-pack-'))
  const cases = emergencies.map((text, i) => ({ id: `e${i}`, text, emergency: true }))
  await writeFile(
    join(dir, 'emergencies.jsonl'),
    cases.map((c) => `${JSON.stringify(c)}\n`).join(''),
  )
  expect((await runWith(pack, dir)).code).toBe(0)

  const broken = join(dir, 'pack')
  await cp(pack, broken, { recursive: true })
  const lexicons = join(broken, 'lexicons')
  for (const name of (await readdir(lexicons)).filter((n) => n.startsWith('emergency'))) {
    const rules = await readFile(join(lexicons, name), 'utf8')
    const without = rules.replace(/(any:(?: &\w+)?\n)(?: +- .*\n)+/g, '$1      - "永不出现的话"\n')
    await writeFile(join(lexicons, name), without)
  }
  const { code, printed } = await runWith(broken, dir)
  expect(printed).toContain('✗ 紧急情形一个不漏')
  expect(code).toBe(1)
}, 120_000)
