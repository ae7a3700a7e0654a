import { useCallback, useRef, useState } from 'preact/hooks'
import type { Pin } from '../../protocol/chat-frames.ts'
import type { Uploads } from './attach/uploads.ts'
import { lastReceipt } from './chat/latest-cards.ts'
import type { KeyValue } from './chat/storage.ts'
import { LARGE_TYPE_KEY } from './chat/storage.ts'
import { ConnectionNote } from './page/connection-note.tsx'
import { tellParent } from './page/frame.ts'
import { Header } from './page/header.tsx'
import { MessageLog } from './page/message-log.tsx'
import { NewChatDialog } from './page/new-chat-dialog.tsx'
import { ProgressDialog } from './page/progress-dialog.tsx'
import type { Site } from './page/site.ts'
import { useChatState } from './page/use-chat.ts'
import { useWords } from './page/use-words.ts'
import { WritingDesk } from './page/writing-desk.tsx'
import { LazyPinDialog } from './pin/lazy-pin-dialog.tsx'
import type { ChatClient } from './socket.ts'
import { newMessageId } from './socket.ts'

interface AppProps {
  client: ChatClient
  uploads: Uploads
  storage: KeyValue
  site: Site
  embedded: boolean
}

type OpenDialog = 'progress' | 'new-chat' | 'pin' | null

/** The citizen's page: one column, one conversation. */
export function App({ client, uploads, storage, site, embedded }: AppProps) {
  const state = useChatState(client)
  const [dialog, setDialog] = useState<OpenDialog>(null)
  const [large, setLarge] = useLargeType(storage)
  const words = useWords(storage)
  const composer = useRef<HTMLTextAreaElement>(null)
  const close = useCallback(() => setDialog(null), [])

  const say = (text: string, more: { choice?: string; pin?: Pin; files?: string[] } = {}) => {
    const { files = [], ...rest } = more
    const id = newMessageId()
    uploads.assign(files, id)
    client.send({ type: 'message-send', client_message_id: id, text, ...rest }, files)
    composer.current?.focus({ preventScroll: true })
  }
  const rewrite = (id: string, text: string) => {
    const files = uploads.list().filter(({ messageId }) => messageId === id)
    uploads.assign(
      files.map((file) => file.id),
      null,
    )
    client.drop(id, true)
    words.putBefore(text)
    composer.current?.focus()
  }
  const sendPin = (pin: Pin) => {
    say('', { pin })
    close()
  }

  return (
    <>
      <Header
        site={site}
        large={large}
        embedded={embedded}
        onLarge={() => setLarge(!large)}
        onProgress={() => setDialog('progress')}
        onNewChat={() => setDialog('new-chat')}
        onClose={() => tellParent('jiesu-close')}
      />
      <main class="column">
        <h1 class="visually-hidden">在线反映诉求和咨询</h1>
        <MessageLog
          state={state}
          client={client}
          site={site}
          uploads={uploads}
          simple={large}
          onSay={(text, choice) => say(text, choice === undefined ? {} : { choice })}
          onRewrite={rewrite}
        />
      </main>
      <footer class="dock">
        <div class="column">
          <ConnectionNote state={state} onRetry={client.wake} onClose={client.closeNotice} />
          <WritingDesk
            inputRef={composer}
            words={words}
            uploads={uploads}
            simple={large}
            maxBytes={state.maxTextBytes}
            asks={state.turns.at(-1)?.asks ?? null}
            onPin={() => setDialog('pin')}
            onSend={(text, files) => say(text, { files })}
          />
        </div>
      </footer>
      {dialog === 'progress' && (
        <ProgressDialog receipt={lastReceipt(state.turns)} onClose={close} />
      )}
      {dialog === 'pin' && <LazyPinDialog site={site.map} onSend={sendPin} onClose={close} />}
      {dialog === 'new-chat' && (
        <NewChatDialog
          unsent={state.outbox.filter((entry) => entry.frame.type === 'message-send').length}
          onClose={close}
          onPickUp={(code) => {
            client.pickUp(code)
            close()
          }}
          onConfirm={() => {
            client.startOver()
            close()
          }}
        />
      )}
    </>
  )
}

/** 长辈版: large type, strong contrast and few choices, remembered on this device. */
function useLargeType(storage: KeyValue): [boolean, (large: boolean) => void] {
  const [large, setLarge] = useState(() => storage.get(LARGE_TYPE_KEY) === '1')
  document.documentElement.classList.toggle('large', large)
  return [
    large,
    (value) => {
      storage.set(LARGE_TYPE_KEY, value ? '1' : '0')
      setLarge(value)
    },
  ]
}
