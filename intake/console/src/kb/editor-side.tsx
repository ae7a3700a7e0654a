import { Button, Input, Tabs } from 'antd'
import { useEffect, useState } from 'react'
import type { ArticleContent, DeskArticle, Hints, Preview } from '../../../protocol/kb-desk-api.ts'
import { useConsole } from '../session/console-context.ts'
import { ErrorNote } from '../shared/states.tsx'
import { History } from './article-view.tsx'
import { DiffView } from './diff-view.tsx'
import { outcomeTexts } from './kb-texts.ts'
import { Labelled } from './labelled.tsx'

interface SideProps {
  article: DeskArticle | null
  content: ArticleContent
}

const PAUSE_MS = 400

/** What the text becomes, what it would answer, what stands there already. */
export function EditorSide({ article, content }: SideProps) {
  const key = article?.key ?? ''
  const items = [
    { key: 'page', label: '预览', children: <LivePage body={content.body} /> },
    { key: 'ask', label: '试问', children: <TryOut articleKey={key} content={content} /> },
    {
      key: 'hints',
      label: '重复与矛盾',
      children: <HintList articleKey={key} content={content} />,
    },
    ...(article?.diff
      ? [{ key: 'diff', label: '差异', children: <DiffView diff={article.diff} /> }]
      : []),
    ...(article
      ? [{ key: 'history', label: '版本', children: <History article={article} /> }]
      : []),
  ]
  return (
    <aside className="kb-side" aria-label="预览和提示">
      <Tabs size="small" items={items} />
    </aside>
  )
}

/** Asks the server after each short pause; a late answer to earlier text is thrown away. */
function useAfterPause<T>(load: () => Promise<T>, key: string): T | null {
  const [value, setValue] = useState<T | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says when to load again
  useEffect(() => {
    let late = false
    const timer = setTimeout(() => {
      load().then(
        (found) => !late && setValue(found),
        () => {},
      )
    }, PAUSE_MS)
    return () => {
      late = true
      clearTimeout(timer)
    }
  }, [key])
  return value
}

/** The page as citizens see it: made and cleaned by the server. */
function LivePage({ body }: { body: string }) {
  const { client } = useConsole()
  const page = useAfterPause(() => client.kb.render(body), body)
  if (body.trim() === '') return <p className="hint">写下正文，这里就是市民看到的样子。</p>
  // biome-ignore lint/security/noDangerouslySetInnerHtml: cleaned by the server with the public page's own rules
  return <article className="kb-html" dangerouslySetInnerHTML={{ __html: page?.html ?? '' }} />
}

function TryOut({ articleKey, content }: { articleKey: string; content: ArticleContent }) {
  const { client } = useConsole()
  const [text, setText] = useState('')
  const [found, setFound] = useState<Preview | null>(null)
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const typed = text.split('\n').filter((line) => line.trim() !== '')
  const questions =
    typed.length > 0 ? typed : content.questions.filter((line) => line.trim() !== '')
  const run = async () => {
    setBusy(true)
    setError(null)
    try {
      setFound(await client.kb.preview(articleKey, content, questions.slice(0, 20)))
    } catch (refused) {
      setError(refused)
    }
    setBusy(false)
  }
  return (
    <div className="kb-try">
      <Labelled label="这样问会怎么答（一行一问；不填就用上面的问法）">
        {(id) => (
          <Input.TextArea
            id={id}
            rows={3}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Labelled>
      <Button loading={busy} disabled={questions.length === 0} onClick={() => void run()}>
        试问
      </Button>
      {error !== null && <ErrorNote error={error} />}
      {found?.items.map(({ question, now, with_draft }) => (
        <section key={question} className="kb-asked">
          <h3>{question}</h3>
          <Answered label="现在" shown={now} />
          <Answered label="发布后" shown={with_draft} />
        </section>
      ))}
    </div>
  )
}

function Answered({ label, shown }: { label: string; shown: Preview['items'][number]['now'] }) {
  return (
    <div className="kb-answered">
      <b>
        {label}：{outcomeTexts[shown.outcome] ?? shown.outcome}
      </b>{' '}
      <span className="hint">把握 {Math.round(shown.confidence * 100)}%</span>
      <p className="plain">
        {shown.outcome === 'answered' ? shown.answer : shown.reason || shown.answer}
      </p>
      {shown.title !== '' && <p className="hint">依据：{shown.title}</p>}
    </div>
  )
}

function HintList({ articleKey, content }: { articleKey: string; content: ArticleContent }) {
  const { client } = useConsole()
  const found = useAfterPause<Hints>(
    () => client.kb.hints(articleKey, content),
    JSON.stringify([content.title, content.questions, content.body, content.jurisdiction]),
  )
  if (!found) return <p className="hint">正在比较……</p>
  const { similar, contradictions } = found
  if (similar.length + contradictions.length === 0) {
    return <p className="hint">没有发现相近的问法、段落或互相矛盾的数字。</p>
  }
  return (
    <ul className="stack">
      {contradictions.map((hint) => (
        <li key={`c${hint.key}${hint.aspect}`} className="question">
          <b className="wrong">数字不一致</b>：“{hint.title}”的{hint.aspect}写的是
          {hint.theirs.join('、')}，这里是{hint.mine.join('、')}。
        </li>
      ))}
      {similar.map((hint) => (
        <li key={`s${hint.key}${hint.kind}`} className="question">
          <b>{hint.kind === 'question' ? '相近的问法' : '相近的段落'}</b>（
          {Math.round(hint.likeness * 100)}%）：“{hint.title}”
          <p className="hint">这里：{hint.mine}</p>
          <p className="hint">那里：{hint.theirs}</p>
        </li>
      ))}
    </ul>
  )
}
