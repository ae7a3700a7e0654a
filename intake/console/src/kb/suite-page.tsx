import { App, Button } from 'antd'
import { useEffect } from 'react'
import type { HitItem, SuiteDetail } from '../../../protocol/kb-gap-api.ts'
import { goTo } from '../router.ts'
import { useConsole } from '../session/console-context.ts'
import { ErrorNote, errorText, Loading } from '../shared/states.tsx'
import { showStamp } from '../shared/times.ts'
import { useLoad } from '../shared/use-load.ts'
import { outcomeTexts } from './kb-texts.ts'

const LOOK_MS = 1_500

/** One kept list: what each question finds now, and what is different from the time before. */
export function SuitePage({ suiteId, approves }: { suiteId: string; approves: boolean }) {
  const { client } = useConsole()
  const { message } = App.useApp()
  const loaded = useLoad(() => client.kb.suite(suiteId), `suite-${suiteId}`)
  const { reload } = loaded
  const suite = loaded.data
  const running = suite?.runs[0]?.state === 'queued'
  useEffect(() => {
    if (!running) return
    const timer = setInterval(reload, LOOK_MS)
    return () => clearInterval(timer)
  }, [running, reload])
  if (!suite)
    return loaded.error === null ? <Loading /> : <ErrorNote error={loaded.error} onRetry={reload} />
  const attempt = async (work: () => Promise<unknown>) => {
    try {
      await work()
    } catch (refused) {
      void message.error(errorText(refused))
    }
    reload()
  }
  const drop = () =>
    attempt(async () => {
      await client.kb.dropSuite(suite.id)
      goTo('kb', { id: 'suites' })
    })
  const done = suite.runs.find((run) => run.results !== null)
  return (
    <div className="kb-read wide-read">
      <header className="kb-head">
        <h2>{suite.name}</h2>
        <span className="hint" role="status">
          {running && '正在试问……'}
          {!running && done && `最近一次 ${showStamp(done.created_at)}`}
        </span>
        <span className="kb-head-actions">
          <Button
            type="primary"
            loading={running}
            onClick={() => void attempt(() => client.kb.runSuite(suite.id))}
          >
            再问一遍
          </Button>
          {approves && (
            <Button danger onClick={() => void drop()}>
              删除
            </Button>
          )}
        </span>
      </header>
      {done?.results && <Summary results={done.results} />}
      <Changes changes={suite.changes} />
      {done?.results && <Results results={done.results} />}
    </div>
  )
}

function Summary({ results }: { results: readonly HitItem[] }) {
  const answered = results.filter(({ outcome }) => outcome === 'answered').length
  const judged = results.filter(({ ok }) => ok !== null)
  const right = judged.filter(({ ok }) => ok).length
  return (
    <p>
      {results.length} 个问题，答复 {answered} 个
      {judged.length > 0 && `；写明应命中的 ${judged.length} 个里，符合 ${right} 个`}。
    </p>
  )
}

function Changes({ changes }: { changes: SuiteDetail['changes'] }) {
  if (changes.length === 0) return null
  const say = ({ outcome, title }: HitItem) =>
    `${outcomeTexts[outcome] ?? outcome}${title && `：${title}`}`
  return (
    <section aria-label="与上一次的不同">
      <h3>与上一次不同（{changes.length}）</h3>
      <ul className="stack">
        {changes.map(({ text, before, now }) => (
          <li key={text} className="question">
            {text}
            <p>
              <del>{say(before)}</del> → <ins>{say(now)}</ins>
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Results({ results }: { results: readonly HitItem[] }) {
  return (
    <section className="table-box" aria-label="试问结果">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">问题</th>
            <th scope="col">结果</th>
            <th scope="col">命中</th>
            <th scope="col">把握</th>
            <th scope="col">答复</th>
          </tr>
        </thead>
        <tbody>
          {results.map((hit) => (
            <tr key={hit.text}>
              <td>
                {hit.ok === false && <b className="wrong">✗ </b>}
                {hit.ok === true && <b className="gate-ok">✓ </b>}
                {hit.text}
                {hit.ok === false && <div className="hint">应为 {hit.expect}</div>}
              </td>
              <td className="no-wrap">{outcomeTexts[hit.outcome] ?? hit.outcome}</td>
              <td>
                {hit.title || '—'}
                <div className="hint">{hit.article}</div>
              </td>
              <td className="no-wrap">{Math.round(hit.confidence * 100)}%</td>
              <td className="kb-cut">{hit.outcome === 'answered' ? hit.answer : hit.reason}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
