import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Uploads } from '../attach/uploads.ts'
import { useUploadList } from '../attach/use-uploads.ts'
import type { ChatState } from '../chat/chat-state.ts'
import { openReplies } from '../chat/latest-cards.ts'
import { entryId } from '../chat/outbox.ts'
import type { ChatClient } from '../socket.ts'
import { Intro } from './intro.tsx'
import { Notice } from './notice.tsx'
import { PendingMessage } from './pending-message.tsx'
import type { Site } from './site.ts'
import { Turn } from './turn.tsx'

interface MessageLogProps {
  state: ChatState
  client: ChatClient
  site: Site
  uploads: Uploads
  /** 长辈版: at most three choices at once. */
  simple: boolean
  onSay: (text: string, choice?: string) => void
  onRewrite: (id: string, text: string) => void
}

/** Everything said so far. A screen reader speaks what is added (role log). */
export function MessageLog(props: MessageLogProps) {
  const { state, client, site, uploads, simple, onSay, onRewrite } = props
  const files = useUploadList(uploads)
  const pending = state.outbox.filter((entry) => entry.frame.type === 'message-send')
  const replies = pending.length === 0 ? openReplies(state.turns) : []
  const end = useRef<HTMLDivElement>(null)
  const more = useFollowEnd(end, state)

  return (
    <>
      <Notice site={site} />
      {state.turns.length === 0 && <Intro />}
      <div class="log" role="log" aria-live="polite" aria-label="对话内容">
        {state.turns.map((turn, index) => (
          <Turn
            key={turn.seq}
            turn={turn}
            before={state.turns[index - 1] ?? null}
            state={state}
            client={client}
          />
        ))}
        {pending.map((entry) => (
          <PendingMessage
            key={entryId(entry)}
            entry={entry}
            online={state.phase === 'open'}
            files={files.filter(({ messageId }) => messageId === entryId(entry))}
            uploads={uploads}
            onDrop={client.drop}
            onRewrite={onRewrite}
          />
        ))}
        {state.typing && <p class="typing">助手正在回复…</p>}
      </div>
      <Replies key={state.turns.at(-1)?.seq} replies={replies} simple={simple} onSay={onSay} />
      <div ref={end} />
      {more && (
        <button type="button" class="more" onClick={() => scrollToNewest(end.current)}>
          有新消息 ↓
        </button>
      )}
    </>
  )
}

const FEW = 3

interface RepliesProps {
  replies: ReturnType<typeof openReplies>
  simple: boolean
  onSay: (text: string, choice?: string) => void
}

/** What can be answered with one press; free text is always possible. */
function Replies({ replies, simple, onSay }: RepliesProps) {
  const [all, setAll] = useState(false)
  if (replies.length === 0) return null
  const shown = simple && !all ? replies.slice(0, FEW) : replies
  return (
    <fieldset class="replies">
      <legend class="visually-hidden">可以直接选择</legend>
      {shown.map((reply) => (
        <button
          key={reply.value}
          type="button"
          class="reply"
          onClick={() => onSay(reply.label, reply.value)}
        >
          {reply.label}
        </button>
      ))}
      {shown.length < replies.length && (
        <button type="button" class="link" onClick={() => setAll(true)}>
          还有别的
        </button>
      )}
    </fieldset>
  )
}

const NEAR_END_PX = 240
const AT_END_PX = 40

/**
 * Keeps the newest words in sight: while a conversation is taken up again, after an own message or press until its
 * answer is there, and while the citizen has not scrolled up to read; else it offers a way down.
 */
function useFollowEnd(end: { current: HTMLElement | null }, state: ChatState): boolean {
  const [more, setMore] = useState(false)
  const before = useRef({ waiting: false, distance: 0 })
  const touched = useTouched()
  const newest = state.turns.at(-1)?.seq ?? 0
  const waiting = state.outbox.length > 0 || state.unanswered !== null
  useLayoutEffect(() => {
    const measure = () => {
      before.current.distance = distanceToEnd()
      if (before.current.distance < NEAR_END_PX) setMore(false)
    }
    addEventListener('scroll', measure, { passive: true })
    // A note or a second line in the dock must not lie over the newest words.
    const dock = document.querySelector('.dock')
    const grown = new ResizeObserver(() => {
      if (before.current.distance < AT_END_PX) scrollToNewest(end.current)
    })
    if (dock) grown.observe(dock)
    return () => {
      removeEventListener('scroll', measure)
      grown.disconnect()
    }
  }, [end])
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs for each new word, not for what it reads
  useLayoutEffect(() => {
    const was = before.current
    const follows =
      !touched.current || was.waiting || (waiting && !was.waiting) || was.distance < NEAR_END_PX
    if (follows) scrollToNewest(end.current)
    setMore(!follows)
    before.current = { waiting, distance: distanceToEnd() }
  }, [newest, state.outbox.length, waiting, state.typing])
  return more
}

/** Whether the citizen has done anything on the page yet. */
function useTouched(): { current: boolean } {
  const touched = useRef(false)
  useLayoutEffect(() => {
    const touch = () => {
      touched.current = true
    }
    for (const kind of ['pointerdown', 'wheel', 'keydown']) addEventListener(kind, touch, true)
    return () => {
      for (const kind of ['pointerdown', 'wheel', 'keydown']) removeEventListener(kind, touch, true)
    }
  }, [])
  return touched
}

function distanceToEnd(): number {
  return document.documentElement.scrollHeight - scrollY - innerHeight
}

/** A card taller than the window is shown from its top, so that it can be read in order. */
function scrollToNewest(end: HTMLElement | null) {
  const newest = document.querySelector('.log > :last-child')
  const tall = newest && newest.getBoundingClientRect().height > innerHeight * 0.6
  if (newest && tall) newest.scrollIntoView({ block: 'start' })
  else if (end) scrollTo({ top: document.documentElement.scrollHeight })
}
