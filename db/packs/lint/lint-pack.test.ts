import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import type { RowPositions } from '../pack-problems.ts'
import { readPack } from '../read-pack.ts'
import { lintTown, TODAY } from '../testing/lint-town.ts'
import { lintPack } from './lint-pack.ts'

it('is content with a sound pack', async () => {
  expect(await lintTown({})).toEqual([])
})

it('warns of a city that does not know an emergency (R11-1)', async () => {
  const none = { 1: 'name: emergency', 2: 'rules: []', 3: '' }
  expect(await lintTown({ 'lexicons/emergency.yaml': none })).toEqual([
    'warning pack.no-emergency :0',
  ])
})

it('finds the sample city without an error', async () => {
  const positions: RowPositions = new Map()
  const pack = await readPack(fileURLToPath(new URL('../beijing', import.meta.url)), positions)
  const findings = lintPack(pack, positions, TODAY)
  expect(findings.filter((f) => f.severity === 'error')).toEqual([])
  expect(findings.filter((f) => f.line === 0)).toEqual([])
})
