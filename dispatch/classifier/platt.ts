/**
 * Platt's scaling of the first candidate's probability (Platt 1999, with his smoothed targets): a logistic curve over
 * logit(p), fitted by Newton steps, so that "80 %" is right four times in five. Two numbers, so a few hundred cases suffice.
 */
export interface PlattScale {
  a: number
  b: number
}

const clamp = (p: number) => Math.min(1 - 1e-6, Math.max(1e-6, p))
const logit = (p: number) => Math.log(clamp(p) / (1 - clamp(p)))
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x))

export function applyPlatt({ a, b }: PlattScale, p: number): number {
  return sigmoid(a * logit(p) + b)
}

/** Fits the curve; the identity where there are too few cases or only one outcome. */
export function fitPlatt(cases: readonly { p: number; right: boolean }[]): PlattScale {
  const right = cases.filter((c) => c.right).length
  if (cases.length < 50 || right === 0 || right === cases.length) return { a: 1, b: 0 }
  const high = (right + 1) / (right + 2)
  const low = 1 / (cases.length - right + 2)
  const points = cases.map((c) => ({ x: logit(c.p), y: c.right ? high : low }))
  let scale: PlattScale = { a: 1, b: 0 }
  let loss = lossOf(points, scale)
  for (let step = 0; step < 100; step++) {
    const next = lineSearch(points, scale, loss)
    if (loss - next.loss < 1e-10) break
    scale = next.scale
    loss = next.loss
  }
  return scale
}

interface Point {
  x: number
  y: number
}

function lossOf(points: readonly Point[], { a, b }: PlattScale): number {
  let sum = 0
  for (const { x, y } of points) {
    const z = a * x + b
    // log(1 + e^z) without overflow.
    sum += Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - y * z
  }
  return sum / points.length
}

/** One Newton step, halved until it helps (Lin, Lin and Weng 2007): a full step overshoots when the curve is steep. */
function lineSearch(points: readonly Point[], from: PlattScale, loss: number) {
  const g = gradient(points, from)
  const determinant = g.haa * g.hbb - g.hab * g.hab
  const da = (g.hbb * g.ga - g.hab * g.gb) / determinant
  const db = (g.haa * g.gb - g.hab * g.ga) / determinant
  for (let size = 1; size > 1e-6; size /= 2) {
    const scale = { a: from.a - size * da, b: from.b - size * db }
    const tried = lossOf(points, scale)
    if (tried < loss) return { scale, loss: tried }
  }
  return { scale: from, loss }
}

function gradient(points: readonly Point[], { a, b }: PlattScale) {
  const g = { ga: 0, gb: 0, haa: 1e-6, hab: 0, hbb: 1e-6 }
  for (const { x, y } of points) {
    const p = sigmoid(a * x + b)
    const w = p * (1 - p)
    g.ga += (p - y) * x
    g.gb += p - y
    g.haa += w * x * x
    g.hab += w * x
    g.hbb += w
  }
  return g
}
