import { escapeHtml } from './escape.ts'

/** Charts are inline SVG in black, greys and one dark blue; shape and dash tell things apart, so they read in print and in grey. */
export const ink = { line: '#1f3a5f', grey: '#777', pale: '#d9dee5', faint: '#eef1f4' }

export interface Frame {
  width: number
  height: number
  x(value: number): number
  y(value: number): number
  svg(body: string, title: string): string
}

const margin = { left: 46, right: 14, top: 12, bottom: 34 }
const round = (n: number) => Math.round(n * 10) / 10

export interface Axis {
  from: number
  to: number
  label: string
  ticks: readonly number[]
  format: (value: number) => string
}

export const percent = (value: number) => `${Math.round(value * 100)}%`

/** An axis of shares that starts where something is to be seen. */
export function shareAxis(label: string, lowest = 0): Axis {
  const from = Math.max(0, Math.floor(lowest * 10) / 10 - (lowest > 0.1 ? 0.1 : 0))
  const step = 1 - from > 0.5 ? 0.2 : 0.1
  const ticks: number[] = []
  for (let t = from; t <= 1 + 1e-9; t += step) ticks.push(round(t * 10) / 10)
  return { from, to: 1, label, ticks, format: percent }
}

/** Axes, ticks and labels around a plot. */
export function createFrame(
  size: { width: number; height: number },
  axes: { x: Axis; y: Axis },
): Frame {
  const inner = {
    width: size.width - margin.left - margin.right,
    height: size.height - margin.top - margin.bottom,
  }
  const scale = (axis: Axis, value: number) =>
    (value - axis.from) / Math.max(1e-9, axis.to - axis.from)
  const x = (value: number) => round(margin.left + inner.width * scale(axes.x, value))
  const y = (value: number) => round(margin.top + inner.height * (1 - scale(axes.y, value)))
  const grid = [
    ...axes.y.ticks.map(
      (t) =>
        `<line x1="${margin.left}" x2="${size.width - margin.right}" y1="${y(t)}" y2="${y(t)}" stroke="${ink.pale}"/><text x="${margin.left - 6}" y="${y(t) + 4}" text-anchor="end">${axes.y.format(t)}</text>`,
    ),
    ...axes.x.ticks.map(
      (t) =>
        `<text x="${x(t)}" y="${size.height - margin.bottom + 15}" text-anchor="middle">${axes.x.format(t)}</text>`,
    ),
    `<text x="${margin.left + inner.width / 2}" y="${size.height - 4}" text-anchor="middle" class="axis">${escapeHtml(axes.x.label)}</text>`,
    `<text x="12" y="${margin.top + inner.height / 2}" text-anchor="middle" class="axis" transform="rotate(-90 12 ${margin.top + inner.height / 2})">${escapeHtml(axes.y.label)}</text>`,
  ].join('')
  return {
    width: inner.width,
    height: inner.height,
    x,
    y,
    svg: (body, title) =>
      `<svg viewBox="0 0 ${size.width} ${size.height}" width="${size.width}" height="${size.height}" role="img" aria-label="${escapeHtml(title)}"><title>${escapeHtml(title)}</title>${grid}${body}</svg>`,
  }
}
