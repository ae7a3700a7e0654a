/** Tables for a terminal in which a Chinese character takes two columns. */

const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/

/** Columns that a text takes. */
export function textWidth(text: string): number {
  let width = 0
  for (const char of text) width += wide.test(char) ? 2 : 1
  return width
}

/** Cuts a text to at most this many columns. */
export function cutText(text: string, columns: number): string {
  if (textWidth(text) <= columns) return text
  let cut = ''
  for (const char of text) {
    if (textWidth(cut + char) > columns - 1) break
    cut += char
  }
  return `${cut}…`
}

/** Lines of equal columns; columns whose cells are numbers are aligned to the right. */
export function textTable(
  header: readonly string[],
  rows: readonly (string | number)[][],
): string[] {
  const cells = [header, ...rows.map((row) => row.map(String))]
  const isNumber = header.map((_, i) => rows.length > 0 && rows.every((row) => isFigure(row[i])))
  const widths = header.map((_, i) => Math.max(...cells.map((row) => textWidth(row[i] ?? ''))))
  return cells.map((row) =>
    row
      .map((cell, i) => {
        const fill = ' '.repeat((widths[i] ?? 0) - textWidth(cell))
        return isNumber[i] ? fill + cell : cell + fill
      })
      .join('  ')
      .trimEnd(),
  )
}

const isFigure = (cell: string | number | undefined) =>
  typeof cell === 'number' || /^[+-]?[\d,.]*$/.test(cell ?? '')
