/** Files of an unpacked tar archive. Only plain files: that is all an npm package holds. */
export interface TarFile {
  name: string
  data: Buffer
}

const BLOCK = 512

function readString(header: Buffer, from: number, length: number): string {
  const end = header.indexOf(0, from)
  return header.toString('utf8', from, end === -1 || end > from + length ? from + length : end)
}

interface Entry {
  name: string
  size: number
  plain: boolean
}

/** One header block; `null` at the end of the archive, or where it is not one. */
function readHeader(header: Buffer): Entry | null {
  const name = readString(header, 0, 100)
  const size = Number.parseInt(readString(header, 124, 12).trim(), 8)
  if (name === '' || !Number.isInteger(size) || size < 0) return null
  const prefix = readString(header, 257, 5) === 'ustar' ? readString(header, 345, 155) : ''
  const type = header[156]
  return {
    name: prefix === '' ? name : `${prefix}/${name}`,
    size,
    plain: type === 0 || type === '0'.charCodeAt(0),
  }
}

/**
 * Reads ustar archives (what `npm pack` writes); long names of pax headers are skipped, because no file that
 * is looked for has one. Own code: 40 lines instead of a dependency, and a slim image may have no `tar`.
 */
export function* readTar(archive: Buffer): Generator<TarFile> {
  let at = 0
  while (at + BLOCK <= archive.length) {
    const entry = readHeader(archive.subarray(at, at + BLOCK))
    if (!entry) return
    const start = at + BLOCK
    if (entry.plain) yield { name: entry.name, data: archive.subarray(start, start + entry.size) }
    at = start + Math.ceil(entry.size / BLOCK) * BLOCK
  }
}
