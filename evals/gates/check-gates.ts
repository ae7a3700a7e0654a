import { readFile } from 'node:fs/promises'
import { parse } from 'yaml'
import { z } from 'zod'
import { AppError } from '../../db/kernel/errors.ts'
import type { Figure } from '../metrics/figure.ts'
import { formatFigure, formatValue, isLowerBetter, metricText } from '../report/metric-texts.ts'
import type { GateResult, SuiteReport } from '../report/report-format.ts'
import type { BaselineEntry } from './baseline.ts'

const gate = z
  .strictObject({
    name: z.string(),
    suite: z.string(),
    metric: z.string(),
    min: z.number().optional(),
    max: z.number().optional(),
    /** Not worse than the baseline by more than its interval; with `factor`, not worse than factor × baseline. */
    against: z.literal('baseline').optional(),
    factor: z.number().optional(),
    except: z.array(z.string()).default([]),
  })
  .refine((g) => g.min !== undefined || g.max !== undefined || g.against !== undefined, {
    message: 'a gate needs min, max or against',
  })
export type Gate = z.infer<typeof gate>

const gatesFormat = z.object({ gates: z.array(gate).min(1) })

/** Reads `gates.yaml`. */
export async function readGates(file: string): Promise<Gate[]> {
  const text = await readFile(file, 'utf8').catch((cause) => {
    throw new AppError('evals.unreadable', { file, line: 0, detail: '文件打不开', cause })
  })
  const parsed = gatesFormat.safeParse(parse(text))
  if (parsed.success) return parsed.data.gates
  const [issue] = parsed.error.issues
  const detail = `${issue?.path.join('.')}: ${issue?.message}`
  throw new AppError('evals.unreadable', { file, line: 0, detail })
}

const matches = (pattern: string, name: string) => pattern === '*' || pattern === name

/** Values that were rounded on their way through JSON are equal. */
const EPSILON = 1e-9

function absoluteProblem(g: Gate, metric: string, { value }: Figure): string | null {
  if (g.min !== undefined && value < g.min - EPSILON) return `低于 ${formatValue(metric, g.min)}`
  if (g.max !== undefined && value > g.max + EPSILON) return `高于 ${formatValue(metric, g.max)}`
  return null
}

/** The worst value that still passes: the baseline's own interval, or a factor of its value. */
function limitOf(g: Gate, before: Figure, lower: boolean): number {
  if (g.factor) return before.value * (lower ? g.factor : 1 / g.factor)
  return lower ? before.high : before.low
}

function baselineProblem(g: Gate, metric: string, [now, before]: [Figure, Figure]): string | null {
  const lower = isLowerBetter(metric)
  const limit = limitOf(g, before, lower)
  const worse = lower ? now.value > limit + EPSILON : now.value < limit - EPSILON
  return worse
    ? `比基线 ${formatFigure(metric, before)} 差，界限 ${formatValue(metric, limit)}`
    : null
}

/** Judges one gate on one suite; metrics that the baseline does not know yet cannot be worse than it. */
function checkSuite(g: Gate, suite: SuiteReport, baseline: BaselineEntry | null): GateResult[] {
  const names = Object.keys(suite.metrics).filter(
    (name) => matches(g.metric, name) && !g.except.includes(name) && !g.except.includes(suite.name),
  )
  const before = baseline?.suites.find((s) => s.name === suite.name)?.metrics
  return names.flatMap((metric): GateResult[] => {
    const now = suite.metrics[metric]
    if (!now) return []
    const problems = [absoluteProblem(g, metric, now)]
    const earlier = before?.[metric]
    if (g.against === 'baseline') {
      if (!earlier) return []
      problems.push(baselineProblem(g, metric, [now, earlier]))
    }
    const problem = problems.find((p) => p !== null)
    const name = `${g.name}：${suite.name} ${metricText(metric).zh}`
    const shown = formatFigure(metric, now)
    return [{ name, ok: problem === undefined, detail: problem ? `${shown}，${problem}` : shown }]
  })
}

/** Passing lines of a gate over everything are one line, so that a failure is seen. */
function condense(g: Gate, results: GateResult[]): GateResult[] {
  if (g.suite !== '*' && g.metric !== '*') return results
  const failed = results.filter((r) => !r.ok)
  const passed = results.length - failed.length
  return [
    ...failed,
    ...(passed > 0 ? [{ name: g.name, ok: true, detail: `${passed} 项指标` }] : []),
  ]
}

/** All gates over the suites that ran; gates of other suites say nothing about this run. */
export function checkGates(
  gates: readonly Gate[],
  suites: readonly SuiteReport[],
  baseline: BaselineEntry | null,
): GateResult[] {
  return gates.flatMap((g) => {
    const results = suites
      .filter((suite) => matches(g.suite, suite.name))
      .flatMap((suite) => checkSuite(g, suite, baseline))
    return condense(g, results)
  })
}
