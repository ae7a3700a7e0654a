import { App, Button, Input } from 'antd'
import { useState } from 'react'
import { goTo, linkTo } from '../router.ts'
import { useConsole } from '../session/console-context.ts'
import { ErrorNote, errorText, Loading } from '../shared/states.tsx'
import { showStamp } from '../shared/times.ts'
import { useLoad } from '../shared/use-load.ts'
import { Labelled } from './labelled.tsx'

/** Paste up to two hundred questions, see what each finds, keep them and ask again after a change. */
export function SuiteList() {
  const { client } = useConsole()
  const { message } = App.useApp()
  const suites = useLoad(() => client.kb.suites(), 'suites')
  const [name, setName] = useState('')
  const [text, setText] = useState('')
  const [busy, setBusy] = useState(false)
  const count = text.split('\n').filter((line) => line.trim() !== '').length
  const run = async () => {
    setBusy(true)
    try {
      const { id } = await client.kb.keepSuite(name, text)
      goTo('kb', { id: `s~${id}` })
    } catch (refused) {
      void message.error(errorText(refused))
    }
    setBusy(false)
  }
  return (
    <div className="kb-suites">
      <section aria-label="新的问题集">
        <h2>批量试问</h2>
        <Labelled label="名称（同名就替换）">
          {(id) => (
            <Input
              id={id}
              maxLength={80}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Labelled>
        <Labelled label="问题，一行一个，最多 200 个。可以在后面写 => 和应命中的条目标识，或 => refuse表示应当答不了">
          {(id) => (
            <Input.TextArea
              id={id}
              rows={10}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          )}
        </Labelled>
        <Button
          type="primary"
          loading={busy}
          disabled={name.trim() === '' || count === 0}
          onClick={() => void run()}
        >
          保存并试问（{count} 个）
        </Button>
      </section>
      <section aria-label="保存的问题集">
        <h2>保存的问题集</h2>
        {suites.error !== null && <ErrorNote error={suites.error} onRetry={suites.reload} />}
        {suites.data === null && suites.error === null && <Loading rows={3} />}
        {suites.data?.length === 0 && <p className="hint">还没有。</p>}
        <ul className="stack">
          {suites.data?.map((suite) => (
            <li key={suite.id} className="question">
              <a href={linkTo('kb', `s~${suite.id}`)}>{suite.name}</a>{' '}
              <span className="hint">
                {suite.count} 个问题 · {suite.by} {showStamp(suite.created_at)}
              </span>
            </li>
          ))}
        </ul>
      </section>
    </div>
  )
}
