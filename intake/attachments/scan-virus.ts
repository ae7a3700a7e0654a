import { connect } from 'node:net'
import { AppError } from '../../db/kernel/errors.ts'

/** Says whether bytes are known to be harmful. Throws when it cannot say. */
export type ScanVirus = (data: Buffer) => Promise<{ clean: true } | { clean: false; name: string }>

const CHUNK = 64 * 1024
const TIMEOUT_MS = 30_000

/** Bytes as clamd's INSTREAM command wants them: each piece after its length, a length of zero at the end. */
function framed(data: Buffer): Buffer[] {
  const parts: Buffer[] = [Buffer.from('zINSTREAM\0')]
  for (let at = 0; at < data.length; at += CHUNK) {
    const piece = data.subarray(at, at + CHUNK)
    const length = Buffer.alloc(4)
    length.writeUInt32BE(piece.length)
    parts.push(length, piece)
  }
  return [...parts, Buffer.alloc(4)]
}

function ask(address: URL, data: Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: address.hostname, port: Number(address.port || 3310) })
    const answer: Buffer[] = []
    socket.setTimeout(TIMEOUT_MS, () => socket.destroy(new Error('no answer in time')))
    socket.on('data', (part) => answer.push(part))
    socket.on('error', reject)
    socket.on('close', () =>
      resolve(Buffer.concat(answer).toString('utf8').replace(/\0/g, '').trim()),
    )
    for (const part of framed(data)) socket.write(part)
  })
}

/**
 * Asks a clamd (ClamAV) at `tcp://host:3310`. Closed by default: while it cannot be asked, no attachment is taken
 * (`attachment.scan-unavailable`), and the citizen's words go through without it.
 */
function createClamdScan(address: string): ScanVirus {
  const url = new URL(address)
  return async (data) => {
    const answer = await ask(url, data).catch((cause) => {
      throw new AppError('attachment.scan-unavailable', { cause })
    })
    if (/: OK$/.test(answer)) return { clean: true }
    const found = /: (.+) FOUND$/.exec(answer)
    if (found) return { clean: false, name: found[1] ?? '' }
    throw new AppError('attachment.scan-unavailable', { cause: new Error(answer) })
  }
}

/** None where the city runs no scanner. */
export const createScan = (address: string | undefined): ScanVirus | null =>
  address === undefined ? null : createClamdScan(address)
