import { createServer } from 'node:net'
import { AppError } from '../../db/kernel/errors.ts'

interface Address {
  host: string
  port: number
}

/** A port that cannot be had is the most frequent failure of a first start: says which and what to do; null for anything else. */
export function explainListening(error: unknown, at: Address): AppError | null {
  const code = (error as NodeJS.ErrnoException).code
  if (code === 'EADDRINUSE') {
    const { port } = at
    return new AppError('http.port-in-use', { port, next: port + 1, cause: error })
  }
  if (code === 'EACCES') return new AppError('http.port-forbidden', { ...at, cause: error })
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return new AppError('http.host-unknown', { ...at, cause: error })
  }
  return null
}

/** Refuses an address that cannot be had at once, and not when everything is loaded. */
export async function requireAddress({ host, port }: Address): Promise<void> {
  const server = createServer()
  const listening = new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host, port }, resolve)
  })
  try {
    await listening
  } catch (error) {
    throw explainListening(error, { host, port }) ?? error
  }
  await new Promise((resolve) => server.close(resolve))
}
