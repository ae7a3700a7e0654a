import { Alert, App, Button } from 'antd'
import { useEffect, useState } from 'react'
import type { ArticleContent, DeskArticle } from '../../../protocol/kb-desk-api.ts'
import { ApiError } from '../api/http.ts'
import { goTo } from '../router.ts'
import { useConsole } from '../session/console-context.ts'
import { errorText } from '../shared/states.tsx'
import { ConflictDialog } from './conflict-dialog.tsx'
import { EditorFields } from './editor-fields.tsx'
import { EditorSide } from './editor-side.tsx'
import { FilesField } from './files-field.tsx'
import { forgetLocal, keepLocal, readLocal } from './local-draft.ts'
import { useUploads } from './use-uploads.ts'

interface EditorProps {
  /** null: not stored yet. */
  article: DeskArticle | null
  start: ArticleContent
  gapId: string | null
  onSaved: () => void
}

type Files = ArticleContent['attachments']

const same = (a: ArticleContent, b: ArticleContent) => JSON.stringify(a) === JSON.stringify(b)

/** The typed content with its copy in the browser; what was not saved comes back with a note. */
function useTypedContent({ article, start, gapId }: Omit<EditorProps, 'onSaved'>) {
  const { me } = useConsole()
  const place = article?.id ?? `new.${gapId ?? ''}`
  const rowVersion = article?.row_version ?? 0
  const [found] = useState(() => readLocal(me.id, place))
  const back = found !== null && !same(found.content, start)
  const [content, setContent] = useState(back ? found.content : start)
  const [base, setBase] = useState({ content: start, rowVersion })
  const [restored, setRestored] = useState(back)
  const dirty = !same(content, base.content)
  useEffect(() => {
    if (dirty) keepLocal(me.id, place, { content, rowVersion: base.rowVersion })
    else forgetLocal(me.id, place)
  }, [me.id, place, content, base.rowVersion, dirty])
  // What was saved is the new ground; what is typed on top of it stays.
  useEffect(() => setBase({ content: start, rowVersion }), [start, rowVersion])
  const drop = () => {
    setContent(base.content)
    setRestored(false)
  }
  // By what the list is then: a file may arrive while somebody is typing.
  const setFiles = (change: (files: Files) => Files) =>
    setContent((now) => ({ ...now, attachments: change(now.attachments) }))
  return { content, setContent, setFiles, dirty, restored, drop, rowVersion, place, userId: me.id }
}

function statusOf(stored: boolean, dirty: boolean): string {
  if (dirty) return '有未保存的改动（已留在本机）'
  return stored ? '已保存' : '还没有写'
}

export function ArticleEditor(props: EditorProps) {
  const { article, gapId, onSaved } = props
  const { client } = useConsole()
  const { message } = App.useApp()
  const typed = useTypedContent(props)
  const { content } = typed
  const uploads = useUploads((file) =>
    typed.setFiles((files) => [...files.filter(({ id }) => id !== file.id), file]),
  )
  const [busy, setBusy] = useState(false)
  const [theirs, setTheirs] = useState<DeskArticle | null>(null)

  const create = async () => {
    const { id } = await client.kb.create(content, gapId)
    forgetLocal(typed.userId, typed.place)
    goTo('kb', { id: `a~${id}` })
  }
  const store = async (rowVersion: number) => {
    if (article === null) return await create()
    await client.kb.save(article.id, { row_version: rowVersion, content, rebase: article.outdated })
    forgetLocal(typed.userId, typed.place)
    setTheirs(null)
    void message.success('已保存')
    onSaved()
  }
  const attempt = async (work: () => Promise<void>) => {
    setBusy(true)
    try {
      await work()
    } catch (refused) {
      const other = refused instanceof ApiError && refused.code === 'kb.article-changed'
      if (other && article) setTheirs(await client.kb.article(article.id))
      else void message.error(errorText(refused))
    }
    setBusy(false)
  }
  const save = (rowVersion = typed.rowVersion) => attempt(() => store(rowVersion))
  // What is typed goes to review, not what was saved before it.
  const submit = () =>
    attempt(async () => {
      if (article === null) return
      if (typed.dirty || article.outdated) await store(typed.rowVersion)
      const row_version = typed.rowVersion + (typed.dirty || article.outdated ? 1 : 0)
      await client.kb.act(article.id, 'submit', { row_version, reason: '' })
      onSaved()
    })

  return (
    <div className="kb-editor">
      <div className="kb-write">
        {typed.restored && (
          <Alert
            type="info"
            showIcon
            title="已恢复上次没有保存的内容。"
            action={
              <Button size="small" onClick={typed.drop}>
                丢弃，用已保存的
              </Button>
            }
          />
        )}
        <EditorFields content={content} onChange={typed.setContent} />
        <FilesField
          files={content.attachments}
          uploads={uploads}
          onRemove={(id) => typed.setFiles((files) => files.filter((file) => file.id !== id))}
        />
        <div className="kb-save">
          <Button type="primary" loading={busy} disabled={uploads.busy} onClick={() => void save()}>
            {article?.outdated ? '保存在现行版本之上' : '保存草稿'}
          </Button>
          {article?.allowed.includes('submit') && (
            <Button loading={busy} disabled={uploads.busy} onClick={() => void submit()}>
              提交审核
            </Button>
          )}
          <span className="hint" role="status">
            {statusOf(article !== null, typed.dirty)}
            {article &&
              article.missing.length > 0 &&
              ` · 提交前还缺：${article.missing.join('、')}`}
          </span>
        </div>
      </div>
      <EditorSide article={article} content={content} />
      <ConflictDialog
        theirs={theirs}
        mine={content}
        onKeepMine={(rowVersion) => void save(rowVersion)}
        onTakeTheirs={() => {
          if (theirs) typed.setContent(theirs.content)
          setTheirs(null)
          onSaved()
        }}
        onClose={() => setTheirs(null)}
      />
    </div>
  )
}
