import { useEffect, useMemo, useState } from 'react'
import type { CallDetail } from '../../../protocol/call-api.ts'
import { ApiError } from '../api/http.ts'
import { prepareChoices } from '../dispatch/choices.ts'
import { useShortcuts } from '../dispatch/use-shortcuts.ts'
import { useFallbackRefresh, useLive } from '../live/use-live.ts'
import { goTo } from '../router.ts'
import { useConsole } from '../session/console-context.ts'
import { ErrorNote, Loading, Nothing } from '../shared/states.tsx'
import { useLoad } from '../shared/use-load.ts'
import { CallList } from './call-list.tsx'
import { CallScreen } from './call-screen.tsx'

/** 来电受理: calls with a transcript, and entry by hand for those without one. */
export function CallsPage({ callId }: { callId: string | null }) {
  const { client, me } = useConsole()
  const list = useLoad(() => client.calls.list(), 'calls')
  const options = useLoad(() => client.options(), 'options')
  const choices = useMemo(
    () => (options.data ? prepareChoices(options.data) : null),
    [options.data],
  )
  const [fresh, setFresh] = useState<string | null>(null)
  useLive((frame) => {
    if (frame.type === 'call-changed') list.reload()
  })
  useFallbackRefresh(list.reload)
  const startNew = () => {
    const id = newCallId()
    setFresh(id)
    goTo('calls', { id })
  }
  const mayFile = me.roles.includes('operator')
  useShortcuts({ 'alt+KeyN': () => mayFile && startNew() })
  return (
    <div className="calls">
      <CallList loaded={list} selected={callId} onNew={startNew} />
      {options.error !== null && <ErrorNote error={options.error} onRetry={options.reload} />}
      {callId === null && (
        <section className="call-none">
          <Nothing text="选择左侧的来电，或按 Alt+N 手工录入。" />
        </section>
      )}
      {callId !== null && choices && (
        <OpenCall
          key={callId}
          callId={callId}
          isFresh={callId === fresh}
          choices={choices}
          mayFile={mayFile}
          onDone={() => {
            list.reload()
            goTo('calls')
          }}
        />
      )}
      {callId !== null && !choices && options.error === null && <Loading rows={10} />}
    </div>
  )
}

interface OpenCallProps {
  callId: string
  isFresh: boolean
  choices: ReturnType<typeof prepareChoices>
  mayFile: boolean
  onDone: () => void
}

function OpenCall({ callId, isFresh, choices, mayFile, onDone }: OpenCallProps) {
  const { client, me } = useConsole()
  const loaded = useLoad(
    () =>
      isFresh
        ? Promise.resolve(blankCall(callId, me.login))
        : loadOrBlank(client, callId, me.login),
    callId,
  )
  const { data, error, reload } = loaded
  useEffect(() => {
    if (data?.origin === 'manual') document.getElementById('entry-description')?.focus()
  }, [data])
  if (!data) {
    return error === null ? <Loading rows={10} /> : <ErrorNote error={error} onRetry={reload} />
  }
  return (
    <CallScreen
      detail={data}
      choices={choices}
      isNew={data.change_no === -1}
      mayFile={mayFile}
      onDone={onDone}
    />
  )
}

/** An entry that was begun while the line was down exists only here: an address that the server does not know is a new one. */
async function loadOrBlank(
  client: ReturnType<typeof useConsole>['client'],
  callId: string,
  login: string,
): Promise<CallDetail> {
  try {
    return await client.calls.detail(callId)
  } catch (error) {
    if (error instanceof ApiError && error.code === 'call.not-found')
      return blankCall(callId, login)
    throw error
  }
}

function blankCall(id: string, login: string): CallDetail {
  return {
    id,
    call_id: `manual:${id}`,
    origin: 'manual',
    state: 'ended',
    mine: true,
    agent: login,
    caller: '',
    title: '',
    started_at: new Date().toISOString(),
    ended_at: null,
    emergency: false,
    segments: 0,
    audio_url: null,
    change_no: -1,
    edits: {},
    transfers: [],
    understanding: null,
    request: null,
    transcript: [],
    has_more: false,
  }
}

/** `crypto.randomUUID` does not exist on a page without TLS. */
function newCallId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
