const digits: Record<string, number> = {
  零: 0,
  〇: 0,
  一: 1,
  幺: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
}
const scales: Record<string, number> = { 十: 10, 百: 100, 千: 1000 }

/** `十二` → 12, `一百零三` → 103, `五一五` → 515, `１２` → 12; null for what is no number. */
export function readNumber(text: string): number | null {
  const flat = text.normalize('NFKC').trim()
  if (/^\d{1,9}$/.test(flat)) return Number(flat)
  if (!/^[零〇一幺二两三四五六七八九十百千]{1,9}$/.test(flat)) return null
  const spoken = [...flat]
  if (spoken.every((char) => char in digits)) {
    return Number(spoken.map((char) => digits[char]).join(''))
  }
  let total = 0
  let digit = 0
  for (const char of spoken) {
    const scale = scales[char]
    if (scale === undefined) digit = digits[char] ?? 0
    else {
      total += (digit === 0 ? 1 : digit) * scale
      digit = 0
    }
  }
  return total + digit
}

export const NUMBER = '(?:[0-9０-９]{1,6}|[零〇一幺二两三四五六七八九十百千]{1,7})'
