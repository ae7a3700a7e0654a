import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

type Way = 'up' | 'down'

export interface SlowLine {
  url: string
  /** Keeps what comes from that side until `release`. */
  hold(way: Way): void
  release(): void
  /** Breaks what is connected, loses what was under way, and refuses what comes: a tunnel. */
  cut(): Promise<void>
  restore(): Promise<void>
  close(): Promise<void>
}

export interface LineSpeed {
  bytesPerSecond: number
  /** Each way. */
  latencyMs: number
}

interface Pipe {
  way: Way
  push(chunk: Buffer): void
  flush(): void
}

/** One direction of one connection: in order, no faster than the line, each piece late. */
function createPipe(way: Way, to: Socket, line: LineSpeed & { isHeld: () => boolean }): Pipe {
  const waiting: Buffer[] = []
  let free = 0
  const push = (chunk: Buffer) => {
    if (line.isHeld()) return void waiting.push(chunk)
    const now = performance.now()
    free = Math.max(now, free) + (chunk.length / line.bytesPerSecond) * 1000
    setTimeout(() => to.destroyed || to.write(chunk), free - now + line.latencyMs)
  }
  return { way, push, flush: () => waiting.splice(0).forEach(push) }
}

/** A phone on a bad network in front of the server, for whatever speaks TCP: the browser's own throttling leaves sockets alone. */
export async function createSlowLine(target: string, speed: LineSpeed): Promise<SlowLine> {
  const { hostname, port, protocol } = new URL(target)
  const sockets = new Set<Socket>()
  const pipes = new Set<Pipe>()
  let held: Way | null = null
  const join = (from: Socket, to: Socket, way: Way) => {
    const pipe = createPipe(way, to, { ...speed, isHeld: () => held === way })
    sockets.add(from)
    pipes.add(pipe)
    from.on('data', (chunk: Buffer) => pipe.push(chunk))
    from.on('error', () => to.destroy())
    // Whatever is still on its way arrives before the end does.
    from.on('close', () => {
      sockets.delete(from)
      pipes.delete(pipe)
      setTimeout(() => to.end(), speed.latencyMs * 2)
    })
  }
  const server = createServer((near) => {
    const far = connect({ host: hostname, port: Number(port) })
    join(near, far, 'up')
    join(far, near, 'down')
  })
  const listen = async (at: number) => {
    server.listen(at, '127.0.0.1')
    await once(server, 'listening')
    return (server.address() as AddressInfo).port
  }
  const cut = async () => {
    if (!server.listening) return
    const closed = new Promise<void>((done) => server.close(() => done()))
    for (const socket of sockets) socket.destroy()
    await closed
  }
  const ownPort = await listen(0)
  return {
    url: `${protocol}//127.0.0.1:${ownPort}`,
    hold: (way) => {
      held = way
    },
    release: () => {
      held = null
      for (const pipe of pipes) pipe.flush()
    },
    cut,
    restore: async () => {
      held = null
      await listen(ownPort)
    },
    close: cut,
  }
}
