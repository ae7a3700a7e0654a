import { AppError } from '../../db/kernel/errors.ts'
import {
  type CallFrame,
  type CallServerFrame,
  callFrame,
  MAX_SEGMENT_TEXT,
  type Speaker,
} from '../protocol/call-api.ts'
import { createFunasrAdapter, type FunasrAdapter, parseFunasr } from './funasr.ts'
import { type CallBatch, type IngestDeps, ingestCall } from './ingest-call.ts'
import { findSeqWindow, listStreamSegments } from './segment-view.ts'
import { missingSeqs } from './seq-window.ts'

/** For raw FunASR messages, which name no call: whose words they are. */
export interface FunasrCall {
  callId: string
  speaker: Speaker
}

export interface CallLineOptions {
  /** The sender's name, from its token. */
  source: string
  funasr: FunasrCall | null
  send: (frame: CallServerFrame) => void
}

const FRAMES_A_COMMIT = 200

export interface CallLine {
  /** Takes the frames that have come, in their order; what belongs to one call is committed at once. */
  take(texts: readonly string[]): Promise<void>
}

/** One telephone system's connection: reads frames, commits them in batches, acknowledges after each commit. */
export function createCallLine(deps: IngestDeps, options: CallLineOptions): CallLine {
  const adapters = new Map<string, Promise<FunasrAdapter>>()
  const adapterFor = (call: FunasrCall) => {
    const key = `${call.callId}\n${call.speaker}`
    const known = adapters.get(key)
    if (known) return known
    const fresh = startAdapter(deps, call)
    adapters.set(key, fresh)
    return fresh
  }
  const take = async (texts: readonly string[]) => {
    for (let at = 0; at < texts.length; at += FRAMES_A_COMMIT) {
      const batches = createBatches(options.source)
      for (const text of texts.slice(at, at + FRAMES_A_COMMIT)) {
        await readOne(deps, { text, batches, options, adapterFor })
      }
      for (const batch of batches.all()) await commit(deps, batch, options.send)
    }
  }
  return { take }
}

async function commit(
  deps: IngestDeps,
  batch: CallBatch,
  send: CallLineOptions['send'],
): Promise<void> {
  try {
    const done = await ingestCall(deps, batch)
    const seq = Math.max(0, ...batch.seqs)
    const { acked } = done.window
    send({ type: 'ack', call_id: batch.key, seq, acked_seq: acked, missing: done.missing })
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    send(errorFrame(error, batch.key))
  }
}

export function errorFrame(error: AppError, callId: string | null, fatal = false): CallServerFrame {
  return { type: 'error', code: error.code, message: error.message, call_id: callId, fatal }
}

interface Reading {
  text: string
  batches: ReturnType<typeof createBatches>
  options: CallLineOptions
  adapterFor: (call: FunasrCall) => Promise<FunasrAdapter>
}

async function readOne(deps: IngestDeps, reading: Reading): Promise<void> {
  const { options, batches } = reading
  const value = parseJson(reading.text)
  const frame = callFrame.safeParse(value)
  if (frame.success) return await takeFrame(deps, frame.data, reading)
  const message = options.funasr ? parseFunasr(value) : null
  if (message && options.funasr) {
    const adapter = await reading.adapterFor(options.funasr)
    const segments = adapter.read(message).map((segment) => ({ ...segment, seq: 0 }))
    batches.of(options.funasr.callId).segments.push(...segments)
    return
  }
  const detail = frame.error.issues[0]
  const where = detail ? `${detail.path.join('.')} ${detail.message}`.trim() : 'JSON'
  options.send(errorFrame(new AppError('call.frame-invalid', { detail: where }), callIdOf(value)))
}

async function takeFrame(deps: IngestDeps, frame: CallFrame, reading: Reading): Promise<void> {
  const { batches, options } = reading
  switch (frame.type) {
    case 'hello':
      return
    case 'ping':
      return options.send({ type: 'pong' })
    case 'resume': {
      const window = await findSeqWindow(deps.database.db, frame.call_id)
      const missing = missingSeqs(window)
      return options.send({
        type: 'resumed',
        call_id: frame.call_id,
        acked_seq: window.acked,
        missing,
      })
    }
    case 'segment': {
      const { type: _type, call_id, ...segment } = frame
      const batch = batches.of(call_id)
      batch.seqs.push(frame.seq)
      batch.segments.push({ ...segment, text: segment.text.slice(0, MAX_SEGMENT_TEXT) })
      return
    }
    default:
      noteCall(batches.of(frame.call_id), frame)
  }
}

function noteCall(
  batch: CallBatch,
  frame: Extract<CallFrame, { type: 'call-start' | 'call-end' }>,
): void {
  if (frame.seq !== undefined) batch.seqs.push(frame.seq)
  if (frame.audio_url) batch.audioUrl = frame.audio_url
  if (frame.type === 'call-end') {
    batch.endedAt = frame.ended_at ? new Date(frame.ended_at) : new Date()
    return
  }
  if (frame.started_at) batch.startedAt = new Date(frame.started_at)
  if (frame.agent) batch.agent = frame.agent
  if (frame.caller) batch.caller = frame.caller
}

function createBatches(source: string) {
  const batches = new Map<string, CallBatch>()
  return {
    of: (key: string): CallBatch => {
      const known = batches.get(key)
      if (known) return known
      const fresh: CallBatch = { key, origin: 'live', source, segments: [], seqs: [] }
      batches.set(key, fresh)
      return fresh
    },
    all: () => [...batches.values()],
  }
}

/** Goes on after the sentences that are stored: a new connection may come in the middle of a call. */
async function startAdapter(deps: IngestDeps, call: FunasrCall): Promise<FunasrAdapter> {
  const known = await listStreamSegments(deps.database.db, call.callId)
  const began = Date.now() - Math.max(0, ...known.map((row) => row.end_ms))
  return createFunasrAdapter({
    speaker: call.speaker,
    known,
    nowMs: () => Date.now() - began,
  })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function callIdOf(value: unknown): string | null {
  if (typeof value !== 'object' || value === null || !('call_id' in value)) return null
  return typeof value.call_id === 'string' ? value.call_id.slice(0, 100) : null
}
