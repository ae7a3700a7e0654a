import { useRef, useState } from 'preact/hooks'
import { lastReceipt } from './chat/latest-cards.ts'
import type { KeyValue } from './chat/storage.ts'
import { COMPOSER_KEY, LARGE_TYPE_KEY } from './chat/storage.ts'
import { Composer } from './page/composer.tsx'
import { ConnectionNote } from './page/connection-note.tsx'
import { Header } from './page/header.tsx'
import { MessageLog } from './page/message-log.tsx'
import { NewChatDialog } from './page/new-chat-dialog.tsx'
import { ProgressDialog } from './page/progress-dialog.tsx'
import type { Site } from './page/site.ts'
import { useChatState } from './page/use-chat.ts'
import type { ChatClient } from './socket.ts'
import { newMessageId } from './socket.ts'

interface AppProps {
  client: ChatClient
  storage: KeyValue
  site: Site
}

type OpenDialog = 'progress' | 'new-chat' | null

/** The citizen's page: one column, one conversation. */
export function App({ client, storage, site }: AppProps) {
  const state = useChatState(client)
  const [dialog, setDialog] = useState<OpenDialog>(null)
  const [large, setLarge] = useLargeType(storage)
  const [text, setText] = useState(() => storage.get(COMPOSER_KEY) ?? '')
  const composer = useRef<HTMLTextAreaElement>(null)

  const write = (value: string) => {
    setText(value)
    if (value === '') storage.remove(COMPOSER_KEY)
    else storage.set(COMPOSER_KEY, value)
  }
  const say = (words: string, choice?: string) => {
    client.send({
      type: 'message-send',
      client_message_id: newMessageId(),
      text: words,
      ...(choice === undefined ? {} : { choice }),
    })
    composer.current?.focus({ preventScroll: true })
  }
  const rewrite = (id: string, words: string) => {
    client.drop(id)
    write(text.trim() === '' ? words : `${words}\n${text}`)
    composer.current?.focus()
  }

  return (
    <>
      <Header
        site={site}
        large={large}
        onLarge={() => setLarge(!large)}
        onProgress={() => setDialog('progress')}
        onNewChat={() => setDialog('new-chat')}
      />
      <main class="column">
        <h1 class="visually-hidden">在线反映诉求和咨询</h1>
        <MessageLog state={state} client={client} site={site} onSay={say} onRewrite={rewrite} />
      </main>
      <footer class="dock">
        <div class="column">
          <ConnectionNote state={state} onRetry={client.wake} onClose={client.closeNotice} />
          <Composer
            inputRef={composer}
            text={text}
            maxBytes={state.maxTextBytes}
            asks={state.turns.at(-1)?.asks ?? null}
            onText={write}
            onSend={(words) => {
              say(words)
              write('')
            }}
          />
        </div>
      </footer>
      {dialog === 'progress' && (
        <ProgressDialog receipt={lastReceipt(state.turns)} onClose={() => setDialog(null)} />
      )}
      {dialog === 'new-chat' && (
        <NewChatDialog
          unsent={state.outbox.filter((entry) => entry.frame.type === 'message-send').length}
          onClose={() => setDialog(null)}
          onPickUp={(code) => {
            client.pickUp(code)
            setDialog(null)
          }}
          onConfirm={() => {
            client.startOver()
            setDialog(null)
          }}
        />
      )}
    </>
  )
}

/** Large type and strong contrast (长辈版), remembered on this device. */
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
