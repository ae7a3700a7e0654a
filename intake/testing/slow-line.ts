import type { Socket } from 'node:net'
import { type Carry, createTcpGate, type Way } from '../../db/testing/tcp-gate.ts'

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
  const pipes = new Set<Pipe>()
  let held: Way | null = null
  const carry: Carry = (from, to, way) => {
    const pipe = createPipe(way, to, { ...speed, isHeld: () => held === way })
    pipes.add(pipe)
    from.on('data', (chunk: Buffer) => pipe.push(chunk))
    // Whatever is still on its way arrives before the end does.
    from.on('close', () => {
      pipes.delete(pipe)
      setTimeout(() => to.end(), speed.latencyMs * 2)
    })
  }
  const gate = await createTcpGate(target, carry)
  return {
    url: gate.url,
    hold: (way) => {
      held = way
    },
    release: () => {
      held = null
      for (const pipe of pipes) pipe.flush()
    },
    cut: gate.shut,
    restore: async () => {
      held = null
      await gate.open()
    },
    close: gate.close,
  }
}
