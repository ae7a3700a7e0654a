/** A table row becomes `甲：乙` (two cells) or `甲，乙，丙`; the rule line between head and body goes. */
function plainRow(line: string): string | null {
  const cells = line
    .replace(/^\||\|$/g, '')
    .split('|')
    .map((cell) => cell.trim())
  if (cells.every((cell) => /^:?-+:?$/.test(cell))) return null
  return cells.length === 2 ? cells.join('：') : cells.join('，')
}

function plainLine(line: string): string | null {
  const trimmed = line.trim()
  if (trimmed.startsWith('|')) return plainRow(trimmed)
  return trimmed
    .replace(/^>\s?/, '')
    .replace(/^[-*+]\s+/, '· ')
    .replace(/!\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\[([^\]]+)\]\(([^)]+)\)/g, '$1（$2）')
    .replace(/(\*\*|__|`)/g, '')
}

/** Markdown as a citizen reads it in a chat: list marks stay, emphasis and HTML comments go. */
export function markdownText(markdown: string): string {
  return markdown
    .replace(/<!--[\s\S]*?-->/g, '')
    .split('\n')
    .map(plainLine)
    .filter((line) => line !== null)
    .join('\n')
    .replace(/\n{2,}/g, '\n')
    .trim()
}
