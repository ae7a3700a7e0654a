import { performance } from 'node:perf_hooks'
import { WebSocket } from 'ws'
import type { ServerFrame } from '../../intake/protocol/chat-frames.ts'
import { summarise, type Timings } from './timings.ts'

/** Short ones beside long ones, as people write while somebody answers them. */
const lines = [
  '好的，我知道了',
  '还有一个情况，晚上也这样',
  '就在小区东门旁边',
  '谢谢，麻烦你们了',
  '我们楼的电梯坏了三天了，老人下不了楼，物业一直不管',
]

export interface LoadBench {
  idle: number
  sent: number
  unanswered: number
  /** From sending to the acknowledgement, which is after the commit. */
  ack: Timings
  /** A ping of an idle line, while the messages go. */
  pong: Timings
  openMs: number
}

interface Line {
  send(frame: object): void
  /** Resolves with the frame that answers. */
  waitFor(accepts: (frame: ServerFrame) => boolean): Promise<void>
  close(): void
}

const OPEN_AT_ONCE = 50
const GIVE_UP_MS = 30_000
const SPEAKERS = 100

/** The protocol without checking each frame: five thousand lines of the full client would measure the client. */
async function openLine(url: string): Promise<Line> {
  const socket = new WebSocket(url, { perMessageDeflate: false })
  const waiting = new Set<{ accepts: (frame: ServerFrame) => boolean; done: () => void }>()
  socket.on('message', (data) => {
    const frame = JSON.parse(String(data)) as ServerFrame
    for (const one of waiting) {
      if (!one.accepts(frame)) continue
      waiting.delete(one)
      one.done()
    }
  })
  const line: Line = {
    send: (frame) => socket.send(JSON.stringify(frame)),
    waitFor: (accepts) =>
      new Promise((resolve, reject) => {
        const late = setTimeout(() => reject(new Error('no answer in time')), GIVE_UP_MS)
        const done = () => {
          clearTimeout(late)
          resolve()
        }
        waiting.add({ accepts, done })
      }),
    close: () => socket.close(),
  }
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })
  const welcome = line.waitFor(({ type }) => type === 'welcome')
  line.send({ v: 1, type: 'hello', client: 'jiesu-bench/1', channel: 'web', last_seq: 0 })
  await welcome
  return line
}

async function openLines(url: string, count: number): Promise<Line[]> {
  const lines: Line[] = []
  while (lines.length < count) {
    const more = Math.min(OPEN_AT_ONCE, count - lines.length)
    lines.push(...(await Promise.all(Array.from({ length: more }, () => openLine(url)))))
  }
  return lines
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

async function measure(line: Line, frame: object, accepts: (frame: ServerFrame) => boolean) {
  const started = performance.now()
  const answered = line.waitFor(accepts)
  line.send(frame)
  await answered
  return performance.now() - started
}

/**
 * Idle lines, and messages at an even rate over a hundred others: each is sent when its time has come, whether or not the
 * ones before it were acknowledged, so that a slow server cannot slow the measuring down.
 */
export async function benchChatLoad(options: {
  chatUrl: string
  idle: number
  rate: number
  seconds: number
}): Promise<LoadBench> {
  const { chatUrl, idle, rate, seconds } = options
  const opening = performance.now()
  const idleLines = await openLines(chatUrl, idle)
  const openMs = Math.round(performance.now() - opening)
  const speakers = await openLines(chatUrl, SPEAKERS)
  const acks: Promise<number | null>[] = []
  const pongs: Promise<number | null>[] = []
  const started = performance.now()
  for (let n = 0; n < rate * seconds; n += 1) {
    const wait = started + (n * 1000) / rate - performance.now()
    if (wait > 1) await pause(wait)
    const speaker = speakers[n % SPEAKERS]
    if (!speaker) continue
    const id = `bench-${started.toFixed(0)}-${n}`
    const frame = { type: 'message-send', client_message_id: id, text: lines[n % lines.length] }
    const isAck = (f: ServerFrame) => f.type === 'ack' && f.client_message_id === id
    acks.push(measure(speaker, frame, isAck).catch(() => null))
    const listener = n % rate === 0 ? idleLines[n % Math.max(1, idleLines.length)] : undefined
    const isPong = (f: ServerFrame) => f.type === 'pong'
    if (listener) pongs.push(measure(listener, { type: 'ping' }, isPong).catch(() => null))
  }
  const given = (all: readonly (number | null)[]) => all.filter((ms) => ms !== null)
  const done = await Promise.all(acks)
  const heard = given(await Promise.all(pongs))
  for (const line of [...idleLines, ...speakers]) line.close()
  const ack = summarise(given(done))
  const unanswered = done.length - ack.n
  return { idle, sent: done.length, unanswered, ack, pong: summarise(heard), openMs }
}
