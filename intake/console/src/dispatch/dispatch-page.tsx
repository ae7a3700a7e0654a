import { useEffect, useMemo, useState } from 'react'
import type { QueueItem } from '../../../protocol/console-api.ts'
import type { DispatchResult } from '../api/console-client.ts'
import { useFallbackRefresh } from '../live/use-live.ts'
import { goTo } from '../router.ts'
import { useConsole } from '../session/console-context.ts'
import { ErrorNote, Loading, Nothing } from '../shared/states.tsx'
import { useLoad } from '../shared/use-load.ts'
import { BandsContext, NO_BANDS } from './bands.ts'
import { type Choices, prepareChoices } from './choices.ts'
import { DecidedPanel } from './decided-panel.tsx'
import { DecisionPanel } from './decision-panel.tsx'
import type { Look, OnLook } from './evidence-segments.ts'
import { type StoredForm, sweepForms } from './form-store.ts'
import { HelpDialog } from './help-dialog.tsx'
import { LeavingBar } from './leaving-bar.tsx'
import { QueuePanel } from './queue-panel.tsx'
import { RequestPanel } from './request-panel.tsx'
import { SurePage } from './sure-page.tsx'
import { useLeaving } from './use-leaving.ts'
import { useQueue } from './use-queue.ts'
import { useShortcuts } from './use-shortcuts.ts'

/** The page of sure ones has an address of its own, beside the requests'. */
export const SURE = 'sure'

/** 派单工作台: the queue, the citizen's words, the decision. */
export function DispatchPage({ requestId }: { requestId: string | null }) {
  const { client, me } = useConsole()
  const [changedId, setChangedId] = useState({ id: '', round: 0 })
  const queue = useQueue((id) => setChangedId((old) => ({ id, round: old.round + 1 })))
  const options = useLoad(() => client.options(), 'options')
  const choices = useMemo(
    () => (options.data ? prepareChoices(options.data) : null),
    [options.data],
  )
  const leaving = useLeaving((id) => {
    queue.reload()
    goTo('dispatch', { id, replace: true })
  })
  const [help, setHelp] = useState(false)
  const first = queue.items?.[0]?.request_id ?? null
  useEffect(() => sweepForms(), [])
  useEffect(() => {
    if (requestId === null && first !== null) goTo('dispatch', { id: first, replace: true })
  }, [requestId, first])
  const step = (by: number) => {
    const next = neighbour(queue.items ?? [], requestId, by)
    if (next !== null) goTo('dispatch', { id: next, replace: true })
    else if (by > 0 && queue.more) queue.loadMore()
  }
  useShortcuts({
    j: () => step(1),
    k: () => step(-1),
    f: () => goTo('dispatch', { id: SURE }),
    z: () => leaving.undo(),
    '?': () => setHelp(true),
    Escape: leaveField,
  })
  const done = (id: string, result: DispatchResult, form: StoredForm | null) => {
    queue.drop(id)
    leaving.add(id, result, form)
  }

  const bands = options.data?.confidence_bands ?? NO_BANDS
  return (
    <BandsContext value={bands}>
      <div className="dispatch">
        <QueuePanel
          queue={queue}
          selected={requestId}
          myName={me.display_name}
          onHelp={() => setHelp(true)}
        />
        {options.error !== null && <ErrorNote error={options.error} onRetry={options.reload} />}
        {requestId === null && queue.items?.length === 0 && <AllDone />}
        {requestId === SURE && choices && (
          <SurePage
            queue={queue}
            choices={choices}
            onDone={(id, result) => done(id, result, null)}
          />
        )}
        {requestId !== null && requestId !== SURE && choices && (
          <OpenRequest
            key={requestId}
            requestId={requestId}
            choices={choices}
            changedRound={changedId.id === requestId ? changedId.round : 0}
            onDone={(result, form) => {
              done(requestId, result, form)
              const next = afterDone(queue.items ?? [], requestId)
              goTo('dispatch', next === null ? { replace: true } : { id: next, replace: true })
            }}
          />
        )}
        {requestId !== null && !choices && options.error === null && <Loading rows={10} />}
        <LeavingBar leaving={leaving} />
        <HelpDialog open={help} onClose={() => setHelp(false)} />
      </div>
    </BandsContext>
  )
}

interface OpenRequestProps {
  requestId: string
  choices: Choices
  changedRound: number
  onDone: (result: DispatchResult, form: StoredForm) => void
}

function OpenRequest({ requestId, choices, changedRound, onDone }: OpenRequestProps) {
  const { client } = useConsole()
  const [focus, setFocus] = useState<Look | null>(null)
  const look: OnLook = (about, spans = []) => setFocus({ about, spans })
  const loaded = useLoad(() => client.requestDetail(requestId), requestId)
  const { data: detail, error, reload } = loaded
  // What changed while the live line was down is read when it is back.
  useFallbackRefresh(reload)
  // biome-ignore lint/correctness/useExhaustiveDependencies: reads again for each hint about this request
  useEffect(() => {
    if (changedRound > 0) reload()
  }, [changedRound])
  if (!detail) {
    return error === null ? <Loading rows={10} /> : <ErrorNote error={error} onRetry={reload} />
  }
  return (
    <>
      <RequestPanel
        detail={detail}
        choices={choices}
        focus={focus}
        onLook={look}
        onReload={reload}
      />
      {detail.status === 'awaiting_dispatch' && detail.leaving === null ? (
        <DecisionPanel
          detail={detail}
          choices={choices}
          onLook={look}
          onDone={onDone}
          onReload={reload}
        />
      ) : (
        <DecidedPanel detail={detail} choices={choices} />
      )}
    </>
  )
}

function AllDone() {
  return (
    <section className="request request-alone">
      <Nothing text="队列已空。新的诉求到达时会自动出现在左侧。" />
    </section>
  )
}

/** The next or previous request of the queue; from one that has left it, the first. */
function neighbour(items: readonly QueueItem[], current: string | null, by: number): string | null {
  const index = items.findIndex((item) => item.request_id === current)
  return (index === -1 ? items[0] : items[index + by])?.request_id ?? null
}

/** Where to go when this one is done: on, or back to what was skipped. */
function afterDone(items: readonly QueueItem[], current: string): string | null {
  const rest = items.find((item) => item.request_id !== current)
  return neighbour(items, current, 1) ?? rest?.request_id ?? null
}

function leaveField() {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
}
