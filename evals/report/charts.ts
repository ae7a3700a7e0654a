import { createFrame, ink, percent, shareAxis } from './chart-frame.ts'
import { escapeHtml } from './escape.ts'
import { formatFigure, sliceText } from './metric-texts.ts'
import type { NoisePoint, SliceRow, SuiteReport } from './report-format.ts'

/** Confidence against accuracy: on the diagonal the system knows what it knows. Circles grow with the cases behind them. */
export function calibrationChart(bins: SuiteReport['reliability']): string {
  const frame = createFrame(
    { width: 340, height: 300 },
    { x: shareAxis('模型给出的把握'), y: shareAxis('实际正确率') },
  )
  const most = Math.max(1, ...bins.map((bin) => bin.n))
  const diagonal = `<line x1="${frame.x(0)}" y1="${frame.y(0)}" x2="${frame.x(1)}" y2="${frame.y(1)}" stroke="${ink.grey}" stroke-dasharray="5 4"/>`
  const path = bins.map((bin) => `${frame.x(bin.meanP)},${frame.y(bin.accuracy)}`).join(' ')
  const dots = bins
    .map((bin) => {
      const radius = Math.round(30 * Math.sqrt(bin.n / most)) / 10 + 2.5
      return `<circle cx="${frame.x(bin.meanP)}" cy="${frame.y(bin.accuracy)}" r="${radius}" fill="#fff" stroke="${ink.line}" stroke-width="1.6"><title>${bin.n} 例：把握 ${percent(bin.meanP)}，正确 ${percent(bin.accuracy)}</title></circle>`
    })
    .join('')
  return frame.svg(
    `${diagonal}<polyline points="${path}" fill="none" stroke="${ink.line}" stroke-width="1.6"/>${dots}`,
    '校准图',
  )
}

/** What share can be answered at which precision. */
export function riskCoverageChart(points: SuiteReport['risk_coverage']): string {
  const lowest = Math.min(0.94, ...points.filter((p) => p.coverage > 0.02).map((p) => p.precision))
  const axis = shareAxis('已覆盖部分的正确率', lowest)
  const frame = createFrame({ width: 340, height: 300 }, { x: shareAxis('覆盖率'), y: axis })
  const path = points
    .filter((p) => p.precision >= axis.from)
    .map((p) => `${frame.x(p.coverage)},${frame.y(p.precision)}`)
    .join(' ')
  const line95 = `<line x1="${frame.x(0)}" x2="${frame.x(1)}" y1="${frame.y(0.95)}" y2="${frame.y(0.95)}" stroke="${ink.grey}" stroke-dasharray="5 4"/><text x="${frame.x(1)}" y="${frame.y(0.95) - 4}" text-anchor="end">95%</text>`
  return frame.svg(
    `${line95}<polyline points="${path}" fill="none" stroke="${ink.line}" stroke-width="1.8"/>`,
    '风险—覆盖图',
  )
}

const row = 19

/** One line a slice that has enough cases: the point, its interval, the number of cases. */
export function sliceChart(rows: readonly SliceRow[], metric: string): string {
  const shown = rows.flatMap(({ figure, ...r }) => (figure === null ? [] : [{ ...r, figure }]))
  const lowest = Math.min(1, ...shown.map((r) => r.figure.low))
  const axis = shareAxis('', lowest)
  const left = 190
  const width = 620
  const x = (value: number) =>
    Math.round(left + ((Math.max(axis.from, value) - axis.from) / (1 - axis.from)) * 200)
  const height = shown.length * row + 24
  const ticks = axis.ticks.map(
    (t) =>
      `<line x1="${x(t)}" x2="${x(t)}" y1="4" y2="${height - 20}" stroke="${ink.pale}"/><text x="${x(t)}" y="${height - 6}" text-anchor="middle">${percent(t)}</text>`,
  )
  const lines = shown.map(({ field, value, n, figure }, i) => {
    const y = 14 + i * row
    const name = escapeHtml(`${sliceText(field)}：${value}`.slice(0, 20))
    return `<text x="${left - 8}" y="${y + 4}" text-anchor="end">${name}</text><line x1="${x(figure.low)}" x2="${x(figure.high)}" y1="${y}" y2="${y}" stroke="${ink.grey}" stroke-width="2"/><circle cx="${x(figure.value)}" cy="${y}" r="3.6" fill="${ink.line}"/><text x="${left + 210}" y="${y + 4}">${escapeHtml(formatFigure(metric, figure))} n=${n}</text>`
  })
  return `<svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="分组结果"><title>分组结果</title>${ticks.join('')}${lines.join('')}</svg>`
}

/** The slices of which nothing can be said, by name, so that nobody thinks they were forgotten. */
export function tooFewSlices(rows: readonly SliceRow[]): string {
  const few = rows.filter((r) => r.figure === null)
  if (few.length === 0) return ''
  const names = few.map((r) => `${sliceText(r.field)} ${r.value}（${r.n}）`)
  return `<p class="few">样本太少，不下结论：${escapeHtml(names.join('、'))}。</p>`
}

const dashes = ['', '7 4', '2 3', '9 3 2 3', '4 6', '12 4', '1 4', '6 2 1 2']

/** Names beside the ends of lines, moved apart so that none covers another. */
function spread(wanted: readonly number[], gap: number): number[] {
  const order = wanted.map((y, i) => ({ y, i })).sort((a, b) => a.y - b.y)
  let last = Number.NEGATIVE_INFINITY
  const placed: number[] = []
  for (const { y, i } of order) {
    last = Math.max(y, last + gap)
    placed[i] = last
  }
  return placed
}

/** Accuracy against noise, one dash pattern a kind of noise, each line named at its end. */
export function noiseChart(points: readonly NoisePoint[]): string {
  const rates = [...new Set(points.map((p) => p.rate))].sort((a, b) => a - b)
  const lowest = Math.min(1, ...points.map((p) => p.figure.value))
  const end = rates.at(-1) ?? 1
  const frame = createFrame(
    { width: 440, height: 280 },
    {
      x: { from: 0, to: end * 1.25, label: '噪声强度', ticks: rates, format: percent },
      y: shareAxis('正确率', lowest),
    },
  )
  const kinds = [...new Set(points.map((p) => p.noise))].filter((kind) => kind !== 'none')
  const clean = points.filter((p) => p.noise === 'none')
  const lines = kinds.map((kind) => {
    const own = points.filter((p) => p.noise === kind).sort((a, b) => a.rate - b.rate)
    return [...clean, ...own].map((p) => ({ x: frame.x(p.rate), y: frame.y(p.figure.value) }))
  })
  const labels = spread(
    lines.map((line) => (line.at(-1)?.y ?? 0) + 4),
    13,
  )
  const drawn = lines.map((line, i) => {
    const path = line.map(({ x, y }) => `${x},${y}`).join(' ')
    const name = `<text x="${frame.x(end) + 6}" y="${labels[i]}">${escapeHtml(kinds[i] ?? '')}</text>`
    return `<polyline points="${path}" fill="none" stroke="${ink.line}" stroke-width="1.6" stroke-dasharray="${dashes[i % dashes.length]}"/>${name}`
  })
  return frame.svg(drawn.join(''), '噪声下的正确率')
}
