// Just enough RFC 4180 for scripts that must run before `npm ci`; the product itself reads CSV with csv-parse.

const cellPattern = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/y

/** Reads one table as objects keyed by its header line. */
export function parseCsv(text) {
  const rows = splitRows(text.replace(/^\ufeff/, ''))
  const [header = [], ...body] = rows.filter((row) => row.length > 1)
  return body.map((row) => Object.fromEntries(header.map((name, i) => [name, row[i] ?? ''])))
}

function splitRows(text) {
  const rows = [[]]
  cellPattern.lastIndex = 0
  while (cellPattern.lastIndex < text.length) {
    const at = cellPattern.lastIndex
    const match = cellPattern.exec(text)
    if (!match) throw new Error(`malformed CSV near: ${text.slice(at, at + 40)}`)
    rows[rows.length - 1].push(match[1]?.replaceAll('""', '"') ?? match[2])
    if (match[3] !== ',') rows.push([])
  }
  return rows
}

/** Writes objects as a table with the given columns, quoting only where needed. */
export function toCsv(header, rows) {
  const quote = (value) => (/[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value)
  const line = (row) => header.map((name) => quote(String(row[name] ?? ''))).join(',')
  return `${[header.join(','), ...rows.map(line)].join('\n')}\n`
}
