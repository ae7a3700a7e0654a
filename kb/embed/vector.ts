import { createHash } from 'node:crypto'

/** The key under which the vector of a text is stored: equal texts share it, a changed text has another. */
export function vectorKey(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** Scales to length 1 in place; a zero vector stays zero. */
export function normaliseVector(vector: Float32Array): Float32Array {
  let sum = 0
  for (const value of vector) sum += value * value
  const length = Math.sqrt(sum)
  if (length === 0) return vector
  for (let i = 0; i < vector.length; i += 1) vector[i] = (vector[i] ?? 0) / length
  return vector
}

/** The cosine of two vectors of length 1. */
export function cosine(a: Float32Array, b: Float32Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i += 1) sum += (a[i] ?? 0) * (b[i] ?? 0)
  return sum
}
