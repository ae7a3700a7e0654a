import { useConsole } from '../session/console-context.ts'
import { ErrorNote, Loading } from '../shared/states.tsx'
import { useLoad } from '../shared/use-load.ts'

const speakerTexts = { citizen: '市民', operator: '坐席', unknown: '通话' } as const

/** The words of the call behind a request, so that nobody dispatches on the form alone. */
export function CallWords({ requestId }: { requestId: string }) {
  const { client } = useConsole()
  const { data, error, reload } = useLoad(() => client.calls.wordsOf(requestId), requestId)
  if (error !== null) return <ErrorNote error={error} onRetry={reload} />
  if (data === null) return <Loading rows={3} />
  return (
    <>
      <h3>通话转写</h3>
      {data.audio_url !== null && (
        <p>
          <a href={data.audio_url} target="_blank" rel="noreferrer">
            听录音（新窗口）
          </a>
        </p>
      )}
      {data.lines.length === 0 && <p className="hint">没有转写，坐席边听边录入。</p>}
      <ol className="talk" aria-label="通话转写">
        {data.lines.map((line) => (
          <li key={line.id} className={`talk-${line.speaker === 'citizen' ? 'citizen' : 'staff'}`}>
            <span className="talk-who">{speakerTexts[line.speaker]}</span>
            <span className="talk-text">{line.text}</span>
          </li>
        ))}
      </ol>
    </>
  )
}
