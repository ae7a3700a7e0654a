import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { loadConfig } from '../../db/kernel/config.ts'
import type { Pack } from '../../db/packs/pack.ts'
import { smallCity } from '../../dispatch/testing/small-city.ts'
import { emergencyCase, requestCase } from '../cases/case-formats.ts'
import { type BaselineEntry, caseLetters } from '../gates/baseline.ts'
import { checkGates, readGates } from '../gates/check-gates.ts'
import { compareRuns } from '../gates/compare-runs.ts'
import { type Evaluation, runEvaluation } from './run-evaluation.ts'
import { openRunFolder } from './run-folder.ts'

const gold = {
  triage: 'dispatch',
  kind: 'complaint',
  service_codes: ['0101'],
  district: '城东区',
  subdistrict: '城东区望湖街道',
  lead: ['城东区望湖街道'],
  mode: ['direct_and_district'],
  deadline: ['7d'],
}
const requests = Array.from({ length: 30 }, (_, i) =>
  requestCase.parse({
    id: `r${i}`,
    text: `城东区望湖街道${i + 1}号楼电梯坏了三天，物业不管`,
    gold,
  }),
)
const emergencies = Array.from({ length: 5 }, (_, i) =>
  emergencyCase.parse({
    id: `e${i}`,
    text: `${i + 1}号楼着火了，快来人`,
    emergency: true,
    number: ['119'],
  }),
)

/** The whole evaluation of a small city, as the command runs it. */
async function evaluate(pack: Pack): Promise<Evaluation> {
  const dir = await mkdtemp(join(tmpdir(), 'jiesu-broken-'))
  const folder = await openRunFolder({ dir, id: 'r', command: 'c', settings: {}, now: new Date(0) })
  return runEvaluation({
    suites: ['triage', 'emergency', 'place', 'unit', 'end-to-end'],
    dataset: {
      requests,
      emergencies,
      questions: [],
      dialogues: [],
      duplicates: [],
      labelledTwice: { first: [], second: [] },
      files: [],
      warnings: [],
    },
    pack,
    embedder: null,
    config: loadConfig({}),
    context: { folder, interrupt: { wanted: false, release: () => {} }, resumeCommand: '' },
    seed: 1,
    slices: ['channel'],
    ablation: 'all',
    noise: null,
    robustness: false,
    url: undefined,
    showHoldout: false,
  })
}

const lettersOf = ({ suites, results }: Evaluation) =>
  caseLetters(
    suites.map((s) => s.name),
    results,
  )

it('the gates catch a rule that was broken on purpose, and say which cases fell', async () => {
  const whole = await evaluate(smallCity())
  const baseline: BaselineEntry = {
    run: 'r',
    date: '2026-01-01',
    split: 'dev',
    data: '',
    suites: whole.suites,
    cases: lettersOf(whole),
  }
  const gates = await readGates('evals/gates.yaml')
  expect(checkGates(gates, whole.suites, baseline).filter((g) => !g.ok)).toEqual([])

  const city = smallCity()
  const { emergency: _emergency, ...lexicons } = city.lexicons
  const catalogue = city.catalogue.filter((line) => line.service_code !== '01')
  const broken = await evaluate({ ...city, lexicons, catalogue })
  const failed = checkGates(gates, broken.suites, baseline).filter((g) => !g.ok)
  expect(failed.map((g) => g.name).join('\n')).toContain('紧急情形一个不漏')
  expect(failed.map((g) => g.name).join('\n')).toContain('unit 首选正确')
  const changes = compareRuns(baseline, { suites: broken.suites, cases: lettersOf(broken) })
  const unit = changes.find((c) => c.suite === 'unit')
  expect(unit?.newly_wrong).toHaveLength(30)
  expect(unit?.p).toBeLessThan(0.001)
}, 60_000)
