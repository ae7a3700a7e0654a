import { readFileSync } from 'node:fs'
import { performance } from 'node:perf_hooks'
import { WebSocket } from 'ws'
import { connectCalls } from '../../intake/client/call-client.ts'
import type { CallChanges } from '../../intake/protocol/call-api.ts'
import { summarise, type Timings } from './timings.ts'

export interface CallsBench {
  calls: number
  segments: number
  /** From sending a segment to its words on the operator's line. */
  words: Timings
  /** To an understanding (class, units, place, articles, missing, emergency) that knows the segment. */
  understood: Timings
}

export interface CallsBenchOptions {
  /** `http://127.0.0.1:3000` */
  url: string
  token: string
  /** An operator's session. */
  cookie: string
  transcripts: readonly { id: string; text: string }[]
  /** Calls that run at the same time. */
  atOnce: number
  /** Pause between a call's segments; people speak slower. */
  pauseMs: number
}

/** Calls of the development half of the transcripts suite. */
export function readTranscripts(file: string): { id: string; text: string }[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as { id: string; text: string; split: string })
    .filter((row) => row.split === 'dev')
}

const LATE_MS = 5000

/** Replays calls as a recogniser sends them, a partial and a final segment a line, and follows each on an operator's line. */
export async function benchCalls(options: CallsBenchOptions): Promise<CallsBench> {
  const words: number[] = []
  const understood: number[] = []
  let segments = 0
  const waiting = [...options.transcripts]
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const result = await replay(options, next)
      words.push(...result.words)
      understood.push(...result.understood)
      segments += result.sent
    }
  }
  await Promise.all(Array.from({ length: options.atOnce }, worker))
  return {
    calls: options.transcripts.length,
    segments,
    words: summarise(words),
    understood: summarise(understood),
  }
}

async function replay(options: CallsBenchOptions, transcript: { id: string; text: string }) {
  const callId = `bench-${transcript.id}-${Date.now()}`
  const wsUrl = options.url.replace(/^http/, 'ws')
  const line = await connectCalls({ url: wsUrl, token: options.token })
  let seq = 1
  line.send({ type: 'call-start', call_id: callId, seq })
  await line.until((frame) => frame.type === 'ack')
  const id = await findCallId(options, callId)
  const screen = followScreen(wsUrl, id, options)
  await screen.ready
  for (const [index, text] of transcript.text.split('\n').entries()) {
    for (const part of [text.slice(0, Math.ceil(text.length / 2)), text]) {
      seq += 1
      const final = part === text
      screen.sent(`s${index}`, part.replace(/^(?:市民|坐席)：/, ''), final)
      line.send({
        type: 'segment',
        call_id: callId,
        seq,
        segment_id: `s${index}`,
        speaker: text.startsWith('坐席') ? 'operator' : 'citizen',
        start_ms: index * 4000,
        end_ms: index * 4000 + 3500,
        text: part.replace(/^(?:市民|坐席)：/, ''),
        confidence: 0.9,
        final,
        revision: final ? 2 : 1,
      })
      await new Promise((resolve) => setTimeout(resolve, options.pauseMs))
    }
  }
  line.send({ type: 'call-end', call_id: callId, seq: seq + 1 })
  await screen.settled()
  line.close()
  screen.close()
  return { words: screen.words, understood: screen.understood, sent: seq - 1 }
}

async function findCallId(options: CallsBenchOptions, callId: string): Promise<string> {
  const response = await fetch(`${options.url}/api/v1/console/calls`, {
    headers: { cookie: options.cookie },
  })
  const { items } = (await response.json()) as { items: { id: string; call_id: string }[] }
  const found = items.find((item) => item.call_id === callId)
  if (!found) throw new Error(`call ${callId} is not in the operator's list`)
  return found.id
}

interface Sent {
  key: string
  text: string
  at: number
  changeNo: number | null
  isUnderstood: boolean
}

function followScreen(wsUrl: string, id: string, { cookie }: CallsBenchOptions) {
  const socket = new WebSocket(`${wsUrl}/ws/console/calls?call=${id}&after=0`, {
    headers: { cookie },
  })
  const waiting: Sent[] = []
  const words: number[] = []
  const understood: number[] = []
  const noteWords = (frame: CallChanges, now: number) => {
    for (const segment of frame.segments) {
      const one = waiting.findLast((sent) => sent.key === segment.id && sent.text === segment.text)
      if (!one || one.changeNo !== null) continue
      one.changeNo = segment.change_no
      words.push(now - one.at)
    }
  }
  const noteUnderstood = (frame: CallChanges, now: number) => {
    const upto = frame.understanding?.upto ?? -1
    for (const one of waiting) {
      if (one.isUnderstood || one.changeNo === null || one.changeNo > upto) continue
      one.isUnderstood = true
      understood.push(now - one.at)
    }
  }
  const take = (frame: CallChanges) => {
    const now = performance.now()
    noteWords(frame, now)
    noteUnderstood(frame, now)
  }
  socket.on('message', (data) => take(JSON.parse(String(data)) as CallChanges))
  return {
    words,
    understood,
    ready: new Promise<void>((resolve, reject) => {
      socket.once('message', () => resolve())
      socket.once('error', reject)
    }),
    // A partial that its final one overtakes is never shown by itself; only final ones are counted.
    sent: (key: string, text: string, final: boolean) => {
      if (!final) return
      waiting.push({ key, text, at: performance.now(), changeNo: null, isUnderstood: false })
    },
    settled: async () => {
      const end = performance.now() + LATE_MS
      while (waiting.some((one) => !one.isUnderstood) && performance.now() < end) {
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
      // A call whose first words are too short to understand has none; anything else late counts as it is.
      for (const one of waiting) if (one.changeNo === null) words.push(LATE_MS)
    },
    close: () => socket.close(),
  }
}
