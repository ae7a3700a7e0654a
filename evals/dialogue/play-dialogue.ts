import { performance } from 'node:perf_hooks'
import {
  type ChatClient,
  connectChat,
  newClientMessageId,
} from '../../intake/client/chat-client.ts'
import type { ClientFrame, ServerFrame, TurnFrame } from '../../intake/protocol/chat-frames.ts'
import type { CitizenTurn, DialogueCase } from '../cases/case-formats.ts'
import { quantile } from '../metrics/figure.ts'
import type { DialogueRun } from './dialogue-run.ts'
import { createScriptedCitizen, type Move } from './scripted-citizen.ts'

/** Turns of one answer arrive together; this long is waited for a second one after the first. */
const SETTLE_MS = 60

type ErrorFrame = Extract<ServerFrame, { type: 'error' }>
type Ack = Extract<ServerFrame, { type: 'ack' }>
type Acting = Extract<ClientFrame, { client_message_id: string }>

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** The place where a dialogue stands: the connection may be replaced, what was said stays. */
interface Talk {
  chat: ChatClient
  last: TurnFrame | null
  said: DialogueRun['said']
  times: number[]
}

const openQuestion = (talk: Talk) => talk.last?.asks ?? null

function keep(talk: Talk, turns: readonly TurnFrame[]): void {
  for (const { text, asks, outcome, cards } of turns) {
    talk.said.push({ who: 'assistant', text, asks, outcome, cards })
  }
  talk.last = turns.findLast((t) => t.asks !== null) ?? turns.at(-1) ?? talk.last
}

/** Sends a frame, waits for its acknowledgement and for the whole answer. */
async function act(talk: Talk, frame: Acting): Promise<void> {
  const { chat } = talk
  const started = performance.now()
  const id = frame.client_message_id
  chat.send(frame)
  const ack = await chat.waitFor((f): f is Ack | ErrorFrame => {
    return (f.type === 'ack' || f.type === 'error') && f.client_message_id === id
  })
  if (ack.type === 'error') throw new Error(`${ack.code}: ${ack.message}`)
  await chat.answerTo(ack.seq)
  talk.times.push(performance.now() - started)
  await pause(SETTLE_MS)
  keep(
    talk,
    chat.turns().filter((t) => t.sender !== 'citizen' && t.seq > ack.seq),
  )
}

function say(talk: Talk, text: string, choice?: string): Promise<void> {
  talk.said.push({ who: 'citizen', text, asks: null, outcome: null, cards: [] })
  return act(talk, {
    type: 'message-send',
    client_message_id: newClientMessageId(),
    text,
    ...(choice ? { choice } : {}),
  })
}

/** Taps a quick reply by its value or label; what is not offered is said in words. */
function choose(talk: Talk, wanted: string): Promise<void> {
  const offered = talk.last?.quick_replies ?? []
  const reply =
    offered.find((r) => r.value === wanted) ?? offered.find((r) => r.label.includes(wanted))
  return reply ? say(talk, reply.label, reply.value) : say(talk, wanted)
}

/** Does not know the answer: taps "skip" where it is offered. */
function passOver(talk: Talk): Promise<void> {
  const canSkip = talk.last?.quick_replies.some((r) => r.value === 'skip')
  return canSkip ? choose(talk, 'skip') : say(talk, '不清楚')
}

function draftOf(talk: Talk) {
  const draft = talk.said
    .flatMap((s) => s.cards)
    .filter((card) => card.type === 'draft')
    .at(-1)
  if (!draft) throw new Error('no summary card to act on')
  return { draft_id: draft.draft_id, draft_version: draft.version }
}

function onDraft(talk: Talk, move: { confirm: true } | Extract<CitizenTurn, { edit: unknown }>) {
  const base = { client_message_id: newClientMessageId(), ...draftOf(talk) }
  const text = 'confirm' in move ? '（确认提交）' : `（修改）${JSON.stringify(move.edit)}`
  talk.said.push({ who: 'citizen', text, asks: null, outcome: null, cards: [] })
  return 'confirm' in move
    ? act(talk, { type: 'draft-confirm', ...base })
    : act(talk, { type: 'draft-edit', ...base, changes: move.edit })
}

/** As a phone that loses its network: what was said meanwhile is replayed by sequence number. */
async function reconnect(talk: Talk, options: ConnectOptions): Promise<void> {
  const { resumeToken } = talk.chat
  const lastSeq = talk.chat.lastSeq()
  talk.chat.terminate()
  await talk.chat.closed
  talk.chat = await connectChat({ ...options, resumeToken, lastSeq })
}

interface ConnectOptions {
  url: string
  channel: DialogueCase['channel']
}

async function carryOut(talk: Talk, move: Move, options: ConnectOptions): Promise<void> {
  if ('say' in move) return say(talk, move.say)
  if ('choose' in move) return choose(talk, move.choose)
  if ('passOver' in move) return passOver(talk)
  if ('discard' in move) return choose(talk, 'discard')
  if ('reconnect' in move) return reconnect(talk, options)
  return onDraft(talk, move)
}

/** Plays one scripted dialogue against a live server over its socket, as a web page would. */
export async function playDialogue(script: DialogueCase, url: string): Promise<DialogueRun> {
  const options = { url, channel: script.channel }
  const citizen = createScriptedCitizen(script)
  const chat = await connectChat(options)
  const talk: Talk = { chat, last: null, said: [], times: [] }
  let citizenTurns = 0
  let problem = ''
  try {
    keep(talk, [await chat.answerTo(0)])
    talk.last = null
    for (;;) {
      const move = citizen.next(openQuestion(talk))
      if (!move) break
      if (citizenTurns >= script.max_turns) {
        problem = `超过 ${script.max_turns} 轮`
        break
      }
      if (!('reconnect' in move)) citizenTurns++
      await carryOut(talk, move, options)
    }
  } catch (error) {
    problem = error instanceof Error ? error.message : String(error)
  } finally {
    talk.chat.close()
  }
  // Without one answer there is no time to report; the problem says what happened.
  const median =
    talk.times.length === 0
      ? 0
      : quantile(
          talk.times.sort((a, b) => a - b),
          0.5,
        )
  const ms = Math.round(median * 10) / 10
  return { said: talk.said, needless: citizen.needless, citizenTurns, problem, ms }
}
