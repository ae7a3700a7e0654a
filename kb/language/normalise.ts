import { toSimplified } from './simplify.ts'

const folded = new Map<string, string>()

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

/**
 * The form in which texts are compared: half width, lower case, simplified, plain spaces.
 * The result has the same length as the input, so `[start, end)` found in it points at the same words of the
 * original. Punctuation is folded too (`，` → `,`, `？` → `?`, `（` → `(`; `。` and `、` stay), so lexicons
 * and patterns are normalised with this same function before they are matched.
 */
export function normaliseText(text: string): string {
  let out = ''
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charAt(i)
    let fold = folded.get(unit)
    if (fold === undefined) {
      fold = foldUnit(unit)
      folded.set(unit, fold)
    }
    out += fold
  }
  return toSimplified(out)
}

/** Normalised and without any white space: for keys, hashes and comparison, not for offsets. */
export function compactText(text: string): string {
  return normaliseText(text).replace(/\s+/g, '')
}
