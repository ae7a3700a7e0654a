import { App, Button, Tag } from 'antd'
import { useState } from 'react'
import type { DeskArticle } from '../../../protocol/kb-desk-api.ts'
import { goTo } from '../router.ts'
import { useConsole } from '../session/console-context.ts'
import { ErrorNote, errorText, Loading } from '../shared/states.tsx'
import { useLoad } from '../shared/use-load.ts'
import { ArticleActions } from './article-actions.tsx'
import { ArticleEditor } from './article-editor.tsx'
import { ArticleView } from './article-view.tsx'
import { CorrectionDialog } from './correction-dialog.tsx'
import { stateColours, stateTexts } from './kb-texts.ts'
import { emptyContent, nextYear } from './local-draft.ts'

interface PageProps {
  articleId: string | null
  gapId: string | null
  writes: boolean
}

/** One version: written while it is a draft, looked at and decided on otherwise. */
export function ArticlePage({ articleId, gapId, writes }: PageProps) {
  return articleId === null ? (
    <NewArticle gapId={gapId} />
  ) : (
    <OneArticle id={articleId} writes={writes} />
  )
}

function NewArticle({ gapId }: { gapId: string | null }) {
  const { client } = useConsole()
  const load = async () => {
    const overview = await client.kb.overview()
    const gap = gapId === null ? null : await client.kb.gap(gapId)
    const questions = gap?.questions.map(({ text }) => text) ?? []
    return {
      ...emptyContent,
      title: gap?.title ?? '',
      questions: gap ? [...new Set([gap.title, ...questions])].slice(0, 20) : [],
      topics: gap && gap.topic !== '' ? [gap.topic] : [],
      owner: overview.only_owner || (gap?.owner ?? ''),
      // What most articles have; whoever writes changes what is otherwise.
      jurisdiction: overview.city,
      valid_from: overview.today,
      verify_before: nextYear(overview.today),
    }
  }
  const start = useLoad(load, `new-${gapId ?? ''}`)
  if (start.error !== null) return <ErrorNote error={start.error} onRetry={start.reload} />
  if (!start.data) return <Loading />
  return (
    <>
      <h2>写新条目</h2>
      <ArticleEditor article={null} start={start.data} gapId={gapId} onSaved={() => {}} />
    </>
  )
}

function OneArticle({ id, writes }: { id: string; writes: boolean }) {
  const { client } = useConsole()
  const loaded = useLoad(() => client.kb.article(id), `article-${id}`)
  const article = loaded.data
  if (!article) {
    return loaded.error === null ? (
      <Loading />
    ) : (
      <ErrorNote error={loaded.error} onRetry={loaded.reload} />
    )
  }
  return (
    <>
      <Head article={article} writes={writes} onChanged={loaded.reload} />
      {article.allowed.includes('save') ? (
        <ArticleEditor
          article={article}
          start={article.content}
          gapId={article.gap_id}
          onSaved={loaded.reload}
        />
      ) : (
        <ArticleView article={article} />
      )}
    </>
  )
}

function Head({
  article,
  writes,
  onChanged,
}: {
  article: DeskArticle
  writes: boolean
  onChanged: () => void
}) {
  const { client } = useConsole()
  const { message } = App.useApp()
  const [correcting, setCorrecting] = useState(false)
  const revise = async () => {
    try {
      const { id } = await client.kb.revise(article.id, null)
      goTo('kb', { id: `a~${id}` })
    } catch (refused) {
      void message.error(errorText(refused))
    }
  }
  return (
    <header className="kb-head">
      <h2>{article.content.title || '（还没有标题）'}</h2>
      <Tag color={stateColours[article.state]}>{stateTexts[article.state]}</Tag>
      <span className="hint">
        第 {article.version} 版 · {article.key}
        {article.writer !== null && ` · 编写 ${article.writer}`}
        {article.approver !== null && ` · 审核 ${article.approver}`}
      </span>
      <span className="kb-head-actions">
        {article.allowed.includes('revise') && writes && (
          <Button onClick={() => void revise()}>修订</Button>
        )}
        {article.state === 'published' && (
          <Button onClick={() => setCorrecting(true)}>指出错误</Button>
        )}
        <ArticleActions article={article} onDone={onChanged} />
      </span>
      {article.note !== '' && article.state === 'draft' && (
        <p className="kb-note">退回原因：{article.note}</p>
      )}
      {article.outdated && (
        <p className="kb-note wrong">
          您修改期间已经发布了另一个版本。请对照下面的差异，点“保存在现行版本之上”。
        </p>
      )}
      <CorrectionDialog
        open={correcting}
        article={article.key}
        title={article.content.title}
        onClose={() => setCorrecting(false)}
      />
    </header>
  )
}
