import {
  type FunasrMessage,
  funasrMessage,
  MAX_SEGMENT_TEXT,
  type SegmentInput,
  type Speaker,
} from '../protocol/call-api.ts'

/**
 * FunASR's result messages as segments. Online messages bring a few words each, to be put behind one another; the
 * offline message that follows replaces them all with the corrected sentence. Messages carry no number, so a repeated
 * offline one is known by its time stamp.
 */
export interface FunasrAdapter {
  read(message: FunasrMessage): SegmentInput[]
}

export interface FunasrOptions {
  speaker: Speaker
  /** Continues here after a reconnect: sentences that are stored already. */
  known?: readonly StoredSentence[]
  /** Where the clock of the call stands, for messages without time stamps. */
  nowMs: () => number
}

interface StoredSentence {
  segment_id: string
  start_ms: number
  end_ms: number
  final: boolean
  revision: number
}

interface Stream {
  index: number
  words: string
  revision: number
  startMs: number | null
  lastEndMs: number
  /** `start:end` of final sentences, and which segment each became. */
  finals: Map<string, string>
}

const REMEMBERED = 200

export function createFunasrAdapter(options: FunasrOptions): FunasrAdapter {
  const streams = new Map<string, Stream>()
  const streamOf = (name: string) => {
    const known = streams.get(name)
    if (known) return known
    const fresh = startStream(options, name)
    streams.set(name, fresh)
    return fresh
  }
  return {
    read: (message) => {
      const stream = streamOf(message.wav_name)
      return message.mode === 'online' || message.mode === '2pass-online'
        ? readOnline(options, stream, message)
        : readOffline(options, stream, message)
    },
  }
}

/** Several streams in one call (one a channel) keep apart by `wav_name`, which a sender may leave empty. */
const prefixOf = (name: string) => `f:${name.slice(0, 60)}:`

function startStream({ known = [] }: FunasrOptions, name: string): Stream {
  const prefix = prefixOf(name)
  const own = known.filter((row) => row.segment_id.startsWith(prefix))
  const indexOf = (row: StoredSentence) => Number(row.segment_id.slice(prefix.length)) || 0
  const last = own.reduce<StoredSentence | null>(
    (best, row) => (best === null || indexOf(row) > indexOf(best) ? row : best),
    null,
  )
  // A sentence that the line broke in goes on under its own number, or its words would stand there twice.
  const unfinished = last?.final === false ? last : null
  const finals = own
    .filter((row) => row.final)
    .map((row): [string, string] => [`${row.start_ms}:${row.end_ms}`, row.segment_id])
  return {
    index: last === null ? 0 : indexOf(last) + (unfinished ? 0 : 1),
    words: '',
    revision: unfinished?.revision ?? 0,
    startMs: unfinished?.start_ms ?? null,
    lastEndMs: Math.max(0, ...own.map((row) => row.end_ms)),
    finals: new Map(finals),
  }
}

function readOnline(
  options: FunasrOptions,
  stream: Stream,
  message: FunasrMessage,
): SegmentInput[] {
  stream.words = (stream.words + joiner(stream.words, message.text) + message.text).slice(
    0,
    MAX_SEGMENT_TEXT,
  )
  if (stream.words.trim() === '') return []
  const times = timesOf(message)
  stream.startMs ??= times?.start ?? Math.max(stream.lastEndMs, options.nowMs())
  stream.revision += 1
  const ends = message.mode === 'online' && message.is_final
  const segment = makeSegment(options, message, {
    id: `${prefixOf(message.wav_name)}${stream.index}`,
    start: stream.startMs,
    end: Math.max(stream.startMs, times?.end ?? options.nowMs()),
    text: stream.words,
    final: ends,
    revision: stream.revision,
  })
  if (ends) nextSentence(stream, segment)
  return [segment]
}

function readOffline(
  options: FunasrOptions,
  stream: Stream,
  message: FunasrMessage,
): SegmentInput[] {
  const sentences = sentencesOf(message)
  if (sentences.length > 1) {
    return sentences.flatMap((one) => finishSentence(options, stream, { message, ...one }))
  }
  const times = timesOf(message)
  return finishSentence(options, stream, { message, text: message.text, times })
}

function finishSentence(
  options: FunasrOptions,
  stream: Stream,
  said: { message: FunasrMessage; text: string; times: Times | null },
): SegmentInput[] {
  const { message, times } = said
  const text = said.text.trim().slice(0, MAX_SEGMENT_TEXT)
  if (text === '') return []
  const key = times ? `${times.start}:${times.end}` : null
  const repeated = key === null ? undefined : stream.finals.get(key)
  const start = times?.start ?? stream.startMs ?? Math.max(stream.lastEndMs, options.nowMs())
  const segment = makeSegment(options, message, {
    id: repeated ?? `${prefixOf(message.wav_name)}${stream.index}`,
    start,
    end: Math.max(start, times?.end ?? options.nowMs()),
    text,
    final: true,
    revision: stream.revision + 1,
  })
  if (repeated === undefined) nextSentence(stream, segment)
  return [segment]
}

function nextSentence(stream: Stream, segment: SegmentInput): void {
  stream.index += 1
  stream.words = ''
  stream.revision = 0
  stream.startMs = null
  stream.lastEndMs = segment.end_ms
  stream.finals.set(`${segment.start_ms}:${segment.end_ms}`, segment.segment_id)
  const [oldest] = stream.finals.keys()
  if (stream.finals.size > REMEMBERED && oldest !== undefined) stream.finals.delete(oldest)
}

function makeSegment(
  options: FunasrOptions,
  message: FunasrMessage,
  said: {
    id: string
    start: number
    end: number
    text: string
    final: boolean
    revision: number
  },
): SegmentInput {
  return {
    segment_id: said.id,
    speaker: speakerOf(message.wav_name) ?? options.speaker,
    start_ms: Math.round(said.start),
    end_ms: Math.round(said.end),
    text: said.text,
    confidence: null,
    final: said.final,
    revision: said.revision,
  }
}

/** Telephone systems that record both sides apart name the streams after them. */
function speakerOf(name: string): Speaker | null {
  if (/(?:citizen|caller|customer|市民|客户)/i.test(name)) return 'citizen'
  return /(?:operator|agent|seat|坐席)/i.test(name) ? 'operator' : null
}

interface Times {
  start: number
  end: number
}

/** First and last of the time stamps; absent or unreadable ones are no reason to lose the words. */
function timesOf({ timestamp }: FunasrMessage): Times | null {
  const list = parseList(timestamp)
  const numbers = list.flat().filter((n): n is number => typeof n === 'number' && n >= 0)
  if (numbers.length < 2) return null
  return { start: Math.min(...numbers), end: Math.max(...numbers) }
}

function sentencesOf({ stamp_sents }: FunasrMessage): { text: string; times: Times }[] {
  return parseList(stamp_sents).flatMap((row) => {
    if (typeof row !== 'object' || row === null || Array.isArray(row)) return []
    const { text_seg, punc, start, end } = row as Record<string, unknown>
    if (typeof text_seg !== 'string') return []
    const times = { start: Number(start), end: Number(end) }
    if (!Number.isFinite(times.start) || !Number.isFinite(times.end)) return []
    return [{ text: `${unspace(text_seg)}${typeof punc === 'string' ? punc : ''}`, times }]
  })
}

/** `stamp_sents` puts a space between Chinese characters. */
const unspace = (text: string) => text.replace(/(?<=\p{Script=Han})\s+(?=\p{Script=Han})/gu, '')

function parseList(value: unknown): unknown[] {
  if (Array.isArray(value)) return value
  if (typeof value !== 'string' || value === '') return []
  try {
    const parsed: unknown = JSON.parse(value)
    return Array.isArray(parsed) ? parsed : []
  } catch {
    return []
  }
}

/** English words need a space between them, Chinese ones none. */
function joiner(before: string, next: string): string {
  return /[A-Za-z0-9]$/.test(before) && /^[A-Za-z]/.test(next) ? ' ' : ''
}

/** All segments of a finished recording's messages. */
export function readFunasrMessages(messages: readonly FunasrMessage[]): SegmentInput[] {
  let clock = 0
  const adapter = createFunasrAdapter({ speaker: 'unknown', nowMs: () => (clock += 1) })
  return messages.flatMap((message) => adapter.read(message))
}

export function parseFunasr(value: unknown): FunasrMessage | null {
  const parsed = funasrMessage.safeParse(value)
  return parsed.success ? parsed.data : null
}
