import type { PubSub } from '../../db/pubsub/pubsub.ts'
import type { Limits } from '../http/limits.ts'
import { type createBuckets, createTokenBucket } from '../http/token-bucket.ts'
import { type ClientFrame, MAX_TEXT_BYTES, PROTOCOL_VERSION } from '../protocol/chat-frames.ts'
import { type ActingFrame, carryOutFrame, refusalOf } from './carry-out-frame.ts'
import { type ChatDeps, conversationTopic, type Received } from './chat-deps.ts'
import { closeCodes } from './chat-limits.ts'
import { type ChatLine, type Connection, createChatLine } from './chat-line.ts'
import type { ConversationRow } from './conversation-view.ts'
import { createDelivery, type Delivery } from './deliver-turns.ts'
import { openConversation, pickUpConversation, resumeConversation } from './open-conversation.ts'
import { createQueueWatch, type QueueWatch } from './queue-watch.ts'
import { type ReadFrame, readFrame } from './read-frame.ts'
import { welcomeBack } from './welcome-back.ts'

export interface ChatSessionDeps extends ChatDeps {
  pubsub: PubSub
  limits: Limits['chat']
  /** New conversations of one address. */
  conversations: ReturnType<typeof createBuckets>
}

export interface ChatSession {
  receive(data: string): void
  receiveBinary(): void
  /** Looks for turns that no message has announced. */
  look(): void
  end(): void
}

type Hello = Extract<ClientFrame, { type: 'hello' }>

/** What a window has reached: nothing, or a conversation whose turns are delivered to it. */
interface Talk {
  conversationId: string
  delivery: Delivery
  queue: QueueWatch
}

const MAX_WAITING = 64
const MEGABYTE = 1024 * 1024
const now = () => performance.now()

/** Speaks the protocol with one client: frames in, frames out, one after another, and never a crash. */
export function createChatSession(
  deps: ChatSessionDeps,
  connection: Connection,
  address: string,
): ChatSession {
  const { limits } = deps
  let talk: Talk | null = null
  const line = createChatLine(connection, {
    backlogBytes: limits.backlogBytes,
    onEnd: () => {
      clearTimeout(helloTimer)
      endTalk(talk)
    },
  })
  const helloTimer = setTimeout(
    () => line.stop('chat.hello-late', closeCodes.helloLate),
    limits.helloMs,
  )
  helloTimer.unref()
  const act = createActor(deps, line)

  const begin = async (hello: Hello) => {
    if (talk !== null) return line.refuse('chat.frame-invalid')
    talk = await greet({ deps, line, hello, address })
    if (talk === null) return
    clearTimeout(helloTimer)
    if (line.isOver()) return endTalk(talk)
    await talk.delivery.look()
  }
  const handle = async (data: string) => {
    const read = readFrame(data)
    if ('code' in read) return refuseFrame(line, read)
    const { frame } = read
    if (frame.type === 'ping') return line.send({ type: 'pong' })
    return frame.type === 'hello' ? await begin(frame) : await act(talk, frame)
  }
  const inOrder = createQueue(deps, line)
  return {
    receive: (data) => inOrder(() => handle(data)),
    receiveBinary: () => inOrder(async () => line.refuse('chat.frame-binary')),
    look: () => talk?.delivery.lookQuietly(),
    end: line.end,
  }
}

function endTalk(talk: Talk | null): void {
  talk?.delivery.end()
  talk?.queue.end()
}

function refuseFrame(line: ChatLine, read: Extract<ReadFrame, { code: unknown }>): void {
  const { code, clientMessageId } = read
  if (read.fatal) line.stop(code, closeCodes.protocolVersion)
  else line.refuse(code, { clientMessageId, values: { limit: MAX_TEXT_BYTES } })
}

/** One frame after another; a flood ends the line, because nothing that people do looks like one. */
function createQueue(deps: ChatSessionDeps, line: ChatLine) {
  const { framesPerSecond } = deps.limits
  const bucket = createTokenBucket({
    capacity: framesPerSecond * 2,
    perMs: framesPerSecond / 1000,
    now,
  })
  let waiting = 0
  let tail = Promise.resolve()
  return (work: () => Promise<void>) => {
    if (line.isOver()) return
    if (bucket.take() > 0 || waiting >= MAX_WAITING) {
      return line.stop('chat.flooding', closeCodes.flooding)
    }
    waiting += 1
    tail = tail
      .then(() => (line.isOver() ? undefined : work()))
      .catch((error: unknown) => line.refuse(...refusalOf(deps, error, null)))
      .finally(() => {
        waiting -= 1
      })
  }
}

/** Carries out what a frame asks for: stored and committed first, acknowledged then. */
function createActor(deps: ChatSessionDeps, line: ChatLine) {
  const { messageBurst, messagesPerMinute } = deps.limits
  const bucket = createTokenBucket({
    capacity: messageBurst,
    perMs: messagesPerMinute / 60_000,
    now,
  })
  return async (talk: Talk | null, frame: ActingFrame): Promise<void> => {
    const clientMessageId = frame.client_message_id
    if (!talk) return line.refuse('chat.hello-required', { clientMessageId })
    const retryAfterMs = bucket.take()
    if (retryAfterMs > 0) {
      const values = { seconds: Math.ceil(retryAfterMs / 1000) }
      return line.refuse('chat.too-fast', { clientMessageId, retryAfterMs, values })
    }
    try {
      const received = await carryOutFrame(deps, talk.conversationId, frame)
      if (received.type === 'refused') {
        return line.refuse(received.code, { ...received, clientMessageId })
      }
      acknowledge(line, talk, { frame, received })
      await talk.delivery.look()
    } catch (error) {
      line.refuse(...refusalOf(deps, error, clientMessageId))
    }
  }
}

/** Acknowledged after the commit; where the assistant answers, its answer is looked for. */
function acknowledge(
  line: ChatLine,
  talk: Talk,
  done: { frame: ActingFrame; received: Extract<Received, { type: 'accepted' }> },
): void {
  const { frame, received } = done
  const { seq, duplicate } = received
  const attended = received.answered ? {} : { attended: true }
  line.send({
    type: 'ack',
    client_message_id: frame.client_message_id,
    seq,
    duplicate,
    ...attended,
  })
  const isSaid = frame.type === 'message-send' || frame.type === 'draft-edit'
  if (isSaid && received.answered && !duplicate) talk.delivery.expectAnswer(seq)
}

/** Answers a hello: a new conversation, or the one that the token opens with everything after `last_seq`. */
async function greet(meeting: {
  deps: ChatSessionDeps
  line: ChatLine
  hello: Hello
  address: string
}): Promise<Talk | null> {
  const { deps, line, hello } = meeting
  const opened = await open(meeting)
  if (!opened) return null
  const { conversation, resumeToken, resumed } = opened
  line.send({
    v: PROTOCOL_VERSION,
    type: 'welcome',
    conversation_id: conversation.id,
    resume_token: resumeToken,
    last_seq: conversation.lastSeq,
    resumed,
    heartbeat_seconds: deps.limits.heartbeatSeconds,
    max_text_bytes: MAX_TEXT_BYTES,
    max_attachment_bytes: deps.settings.attachmentMaxMegabytes * MEGABYTE,
  })
  const conversationId = conversation.id
  const queue = createQueueWatch(deps, {
    conversationId,
    subscribe: deps.pubsub.subscribe,
    send: line.send,
  })
  const delivery = createDelivery(deps, {
    conversationId,
    // A client may remember more than there is: a database that was put back.
    afterSeq: Math.min(hello.last_seq, conversation.lastSeq),
    subscribe: (listener) => deps.pubsub.subscribe(conversationTopic(conversationId), listener),
    send: (frame) => {
      line.send(frame)
      // A person was asked for, or came: where the window stands in the queue may have changed.
      const turns = frame.type === 'turn'
      if (turns && (frame.outcome === 'handed_over' || frame.sender === 'system')) queue.look()
    },
  })
  if (resumed) {
    await welcomeBack(deps, conversationId)
    queue.look()
  }
  return { conversationId, delivery, queue }
}

async function open({ deps, line, hello, address }: Parameters<typeof greet>[0]): Promise<{
  conversation: ConversationRow
  resumeToken: string | null
  resumed: boolean
} | null> {
  if (hello.resume_token !== undefined) {
    const conversation = await resumeConversation(deps, hello.resume_token)
    if (conversation) return { conversation, resumeToken: null, resumed: true }
    line.stop('chat.token-unknown', closeCodes.tokenUnknown)
    return null
  }
  // A code costs as much as a new conversation: nobody tries many of them out.
  const retryAfterMs = deps.conversations.take(address)
  if (retryAfterMs === 0 && hello.resume_code !== undefined) {
    const picked = await pickUpConversation(deps, hello.resume_code)
    if (picked) return { ...picked, resumed: true }
    line.stop('chat.code-unknown', closeCodes.codeUnknown)
    return null
  }
  if (retryAfterMs === 0) {
    return { ...(await openConversation(deps, hello.channel)), resumed: false }
  }
  const values = { seconds: Math.ceil(retryAfterMs / 1000) }
  line.stop('chat.too-many-conversations', closeCodes.tooManyConversations, {
    retryAfterMs,
    values,
  })
  return null
}
