import { toSimplified } from './simplify.ts'

/** Folds of the units that were met before; 0 where none was, and nothing folds to it. */
const folded = new Uint16Array(0x1_0000)

/**
 * One UTF-16 unit to one UTF-16 unit: compatibility form (full width → half width, ① → 1), lower case,
 * white space and control characters → space (a line break stays, it ends a sentence). What has no form of
 * the same length stays: ㎡ ℃ … ½, combining marks, everything outside the BMP.
 */
function foldUnit(unit: string): string {
  if (unit === '\n') return unit
  if (/[\s\p{Cc}\p{Cf}]/u.test(unit)) return ' '
  const compatible = unit.normalize('NFKC')
  const short = compatible.length === 1 ? compatible : unit
  const lower = short.toLowerCase()
  return lower.length === 1 ? lower : short
}

function learnFold(unit: number): number {
  const fold = foldUnit(String.fromCharCode(unit)).charCodeAt(0)
  folded[unit] = fold
  return fold
}

/**
 * The form in which texts are compared: half width, lower case, simplified, plain spaces.
 * The result has the same length as the input, so `[start, end)` found in it points at the same words of the
 * original. Punctuation is folded too (`，` → `,`, `？` → `?`, `（` → `(`; `。` and `、` stay), so lexicons
 * and patterns are normalised with this same function before they are matched.
 */
export function normaliseText(text: string): string {
  let out = ''
  let from = 0
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i)
    const fold = folded[unit] || learnFold(unit)
    if (fold === unit) continue
    out += text.slice(from, i) + String.fromCharCode(fold)
    from = i + 1
  }
  return toSimplified(from === 0 ? text : out + text.slice(from))
}

/** Normalised and without any white space: for keys, hashes and comparison, not for offsets. */
export function compactText(text: string): string {
  return normaliseText(text).replace(/\s+/g, '')
}
