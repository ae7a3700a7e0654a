import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export interface TcpGate {
  url: string
  /** Breaks what is connected and refuses what comes: the service is away. */
  shut(): Promise<void>
  open(): Promise<void>
  close(): Promise<void>
}

export type Way = 'up' | 'down'

/** Carries what comes from one side to the other, and its end. */
export type Carry = (from: Socket, to: Socket, way: Way) => void

const atOnce: Carry = (from, to) => {
  from.pipe(to)
  from.on('close', () => to.destroy())
}

/** A door in front of a service, so that a test can take the service away without stopping it for others. */
export async function createTcpGate(target: string, carry = atOnce): Promise<TcpGate> {
  const { hostname, port, protocol } = new URL(target)
  const sockets = new Set<Socket>()
  const server = createServer((near) => {
    const far = connect({ host: hostname, port: Number(port) })
    for (const [from, to, way] of [
      [near, far, 'up'],
      [far, near, 'down'],
    ] as const) {
      sockets.add(from)
      from.on('error', () => to.destroy())
      from.on('close', () => sockets.delete(from))
      carry(from, to, way)
    }
  })
  const listen = async (at: number) => {
    server.listen(at, '127.0.0.1')
    await once(server, 'listening')
    return (server.address() as AddressInfo).port
  }
  const shut = async () => {
    if (!server.listening) return
    const closed = new Promise<void>((done) => server.close(() => done()))
    for (const socket of sockets) socket.destroy()
    await closed
  }
  const ownPort = await listen(0)
  return {
    url: `${protocol}//127.0.0.1:${ownPort}`,
    shut,
    open: async () => {
      await listen(ownPort)
    },
    close: shut,
  }
}
