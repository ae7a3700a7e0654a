import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { loadConfig } from '../../db/kernel/config.ts'
import { readPack } from '../../db/packs/read-pack.ts'
import { cpuMs } from '../../db/testing/cpu-time.ts'
import {
  classOptions,
  findOptions,
  rankOption,
  type SearchOption,
  unitOptions,
} from '../console/src/dispatch/option-search.ts'
import { buildOptions } from './build-options.ts'

/** The sample city at its full size: what a dispatcher really searches in. */
let classes: SearchOption[]
let units: SearchOption[]
beforeAll(async () => {
  const options = buildOptions(await readPack(join(loadConfig({}).packDir)))
  classes = classOptions(options)
  units = unitOptions(options)
})

test('each key press is answered within 50 ms among all classes and units', () => {
  expect(classes.length).toBeGreaterThanOrEqual(2240)
  expect(units.length).toBeGreaterThanOrEqual(1000)
  for (const input of [
    'd',
    'dt',
    'dtg',
    '电梯',
    '物业 电梯',
    '市',
    '不',
    'ljyy 电',
    '没有这个词',
  ]) {
    const started = cpuMs()
    findOptions(classes, input)
    findOptions(units, input)
    expect(cpuMs() - started, input).toBeLessThan(50)
  }
})

test('any class and any unit is found by the initials of its names, as the best match or one of its equals', () => {
  const unfound = (options: SearchOption[]) =>
    options.filter((option) => option.initials.some((initials) => rankOption(option, initials) < 6))
  expect(unfound(classes)).toEqual([])
  expect(unfound(units)).toEqual([])
  expect(findOptions(units, 'wjjd')[0]?.label).toMatch(/街道$/)
})
