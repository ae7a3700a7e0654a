import { useState } from 'react'
import type { CallDetail } from '../../../protocol/call-api.ts'
import type { Choices } from '../dispatch/choices.ts'
import { EntryForm } from '../entry/entry-form.tsx'
import { fieldValue } from '../entry/entry-values.ts'
import { FilingDialog } from '../entry/filing-dialog.tsx'
import { CallEnd, ClosedCall } from './call-end.tsx'
import { ArticlesPanel, EmergencyBanner, RepeatsPanel } from './call-hints.tsx'
import { TranscriptPanel } from './transcript-panel.tsx'
import { type CallForm, useCallForm, useCallKeys } from './use-call-form.ts'

interface CallScreenProps {
  detail: CallDetail
  choices: Choices
  /** Not on the server yet: opened by the first value that is typed. */
  isNew: boolean
  mayFile: boolean
  onDone: () => void
}

/** One call: its words, what they suggest, and the form. */
export function CallScreen({ detail, choices, isNew, mayFile, onDone }: CallScreenProps) {
  const state = useCallForm(detail, { isNew, mayFile })
  useCallKeys(state)
  const [articles, setArticles] = useState<string[]>([])
  const { filing, form } = state
  const question = form.description || form.title || detail.call_id
  return (
    <div className={detail.origin === 'manual' ? 'call call-manual' : 'call'}>
      <WordsSide
        detail={detail}
        state={state}
        articles={articles}
        onChoose={(key) => setArticles((old) => toggle(old, key))}
      />
      <section className="call-form" aria-label="受理">
        {state.isClosed ? (
          <ClosedCall detail={detail} filing={filing} onDone={onDone} />
        ) : (
          <>
            <div className="call-form-body">
              <EntryForm
                part={{
                  entry: state.entry,
                  understanding: state.understanding,
                  disabled: state.isDisabled,
                  onLook: state.look,
                }}
                choices={choices}
                caller={detail.caller}
                onSubmit={() => filing.start(form)}
              />
            </div>
            <CallEnd
              entry={state.entry}
              filing={filing}
              disabled={state.isDisabled}
              audioUrl={detail.audio_url}
              onFile={() => filing.start(form)}
              onEnd={(as) => filing.end(as, { question, articles })}
            />
          </>
        )}
      </section>
      {filing.open && <Check detail={detail} state={state} choices={choices} />}
    </div>
  )
}

interface WordsSideProps {
  detail: CallDetail
  state: CallForm
  articles: string[]
  onChoose: (key: string) => void
}

function WordsSide({ detail, state, articles, onChoose }: WordsSideProps) {
  const { understanding, call, typed } = state
  return (
    <div className="call-words">
      <EmergencyBanner
        understanding={understanding}
        detail={state.isKnown ? detail : null}
        onLook={() => state.look(understanding?.emergency?.spans ?? [])}
      />
      {detail.origin !== 'manual' && <TranscriptPanel call={call} marks={state.marks} />}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section className="call-hints" aria-label="建议" tabIndex={0}>
        <RepeatsPanel repeats={typed.repeats} />
        <ArticlesPanel
          suggested={understanding?.articles ?? []}
          answer={understanding?.answer ?? null}
          chosen={articles}
          onChoose={onChoose}
        />
      </section>
    </div>
  )
}

function Check({
  detail,
  state,
  choices,
}: {
  detail: CallDetail
  state: CallForm
  choices: Choices
}) {
  const { filing, form, understanding } = state
  const code = fieldValue(state.entry.draft, understanding, 'service_code')
  return (
    <FilingDialog
      form={form}
      className={choices.classPath(code === '' ? null : code)}
      caller={detail.caller}
      findings={filing.findings}
      deadline={understanding?.deadline ?? null}
      busy={filing.busy}
      error={filing.error}
      onFile={() => filing.file(form)}
      onClose={filing.close}
      onLook={(finding) => {
        filing.close()
        state.look(finding.span ? [finding.span] : [])
      }}
    />
  )
}

const toggle = (list: string[], key: string) =>
  list.includes(key) ? list.filter((one) => one !== key) : [...list, key]
