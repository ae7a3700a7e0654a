import type { ServerFrame, TurnFrame } from '../protocol/chat-frames.ts'
import type { ChatDeps } from './chat-deps.ts'
import { listTurns } from './conversation-view.ts'

const PAGE = 100
/** A wake-up may be lost; while an answer is expected, the table is looked at this often. */
const EXPECTING_MS = 1_000

export interface Delivery {
  /** Sends every turn that this window has not been sent yet, in order. */
  look(): Promise<void>
  /** The same, where a failure is only noted: the next look finds the same turns. */
  lookQuietly(): void
  /** A message with this seq waits for its answer. */
  expectAnswer(seq: number): void
  end(): void
}

export interface DeliveryLine {
  conversationId: string
  afterSeq: number
  subscribe: (listener: () => void) => () => void
  send: (frame: ServerFrame) => void
}

/**
 * Brings the turns of one conversation to one window. The database is the truth: a wake-up only says "look", so that
 * several windows, on several servers, all show every turn once and in order.
 */
export function createDelivery(
  deps: Pick<ChatDeps, 'database' | 'secrets' | 'log' | 'clock'>,
  line: DeliveryLine,
): Delivery {
  const expecting = createExpectation(line.send, () => lookQuietly())
  let sentSeq = line.afterSeq
  let over = false

  const sendOne = (turn: TurnFrame) => {
    if (over) return
    line.send(turn)
    sentSeq = turn.seq
    expecting.saw(turn)
  }
  const sendNew = async () => {
    let count: number
    do {
      const { conversationId } = line
      const now = deps.clock.now()
      const page = { conversationId, afterSeq: sentSeq, limit: PAGE, now }
      const turns = over ? [] : await listTurns(deps.database.db, deps.secrets, page)
      for (const turn of turns) sendOne(turn)
      count = turns.length
    } while (count === PAGE)
  }
  const look = oneAtATime(sendNew)
  const lookQuietly = () => {
    look().catch((err: unknown) => deps.log.warn({ err }, 'turns not read; the next look will'))
  }
  const unsubscribe = line.subscribe(lookQuietly)
  return {
    look,
    lookQuietly,
    expectAnswer: expecting.expect,
    end: () => {
      over = true
      expecting.end()
      unsubscribe()
    },
  }
}

/** While the work runs, any number of further calls mean one more run after it. */
function oneAtATime(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> = Promise.resolve()
  let queued = false
  return () => {
    if (queued) return running
    queued = true
    running = running
      .catch(() => {})
      .then(() => {
        queued = false
        return work()
      })
    return running
  }
}

/** Shows that somebody is writing until the answer is there, and looks again if its wake-up is lost. */
function createExpectation(send: DeliveryLine['send'], look: () => void) {
  let expected: number | null = null
  let timer: NodeJS.Timeout | undefined
  return {
    expect: (seq: number) => {
      expected = seq
      send({ type: 'typing', on: true })
      clearInterval(timer)
      timer = setInterval(look, EXPECTING_MS)
      timer.unref()
    },
    saw: (turn: TurnFrame) => {
      if (expected === null || turn.sender === 'citizen' || turn.seq <= expected) return
      expected = null
      clearInterval(timer)
      send({ type: 'typing', on: false })
    },
    end: () => clearInterval(timer),
  }
}
