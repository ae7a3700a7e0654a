import { App, Button } from 'antd'
import { useState } from 'react'
import { useFallbackRefresh, useLive } from '../live/use-live.ts'
import { useConsole } from '../session/console-context.ts'
import { ErrorNote, errorText, Loading, Nothing } from '../shared/states.tsx'
import { useLoad } from '../shared/use-load.ts'
import { ContextPanel } from './context-panel.tsx'
import { ReceptionQueue } from './reception-queue.tsx'
import { Talk } from './talk.tsx'

/** 人工接待: who waits, the conversation with all that was said before, and the whole context beside it. */
export function ReceptionPage({ conversationId }: { conversationId: string | null }) {
  const { client } = useConsole()
  const queue = useLoad(() => client.reception(), 'reception')
  useLive((frame) => {
    if (frame.type === 'reception-changed') queue.reload()
  })
  useFallbackRefresh(queue.reload)
  return (
    <div className="reception">
      <section className="panel reception-queue" aria-label="接待列表">
        <ReceptionQueue
          items={queue.data}
          error={queue.error}
          selected={conversationId}
          onReload={queue.reload}
        />
      </section>
      {conversationId === null ? (
        <Nothing text="选一位市民开始接待。等待最久的排在前面，紧急的排在最前。" />
      ) : (
        <Conversation key={conversationId} id={conversationId} />
      )}
    </div>
  )
}

function Conversation({ id }: { id: string }) {
  const { client, me } = useConsole()
  const { message } = App.useApp()
  const [busy, setBusy] = useState(false)
  const detail = useLoad(() => client.conversation(id), `conversation:${id}`)
  useLive((frame) => {
    if (frame.type === 'reception-changed' && frame.conversation_id === id) detail.reload()
    if (frame.type === 'alarm' && frame.conversation_id === id) detail.reload()
  })
  useFallbackRefresh(detail.reload)
  const run = async (work: () => Promise<unknown>): Promise<boolean> => {
    setBusy(true)
    try {
      await work()
      return true
    } catch (refused) {
      void message.error(errorText(refused))
      return false
    } finally {
      setBusy(false)
      detail.reload()
    }
  }
  if (detail.error !== null) return <ErrorNote error={detail.error} onRetry={detail.reload} />
  const { data } = detail
  if (!data) return <Loading />
  const mine = data.hand_over?.state === 'taken' && data.hand_over.taken_by === me.id
  const others = data.hand_over?.state === 'taken' && !mine
  return (
    <>
      <Talk
        detail={data}
        mine={mine}
        busy={busy}
        onSpeak={(words) => run(() => client.speak(id, words))}
        actions={
          <>
            {!mine && (
              <Button
                type="primary"
                loading={busy}
                disabled={others}
                onClick={() => void run(() => client.takeConversation(id))}
              >
                {others ? `${data.hand_over?.taken_by_name ?? '同事'}接待中` : '接待'}
              </Button>
            )}
            {mine && (
              <Button loading={busy} onClick={() => void run(() => client.handBack(id, ''))}>
                转回智能助手
              </Button>
            )}
          </>
        }
      />
      <ContextPanel
        detail={data}
        busy={busy}
        onNote={(text) => run(() => client.noteConversation(id, text))}
      />
    </>
  )
}
