import type { DeskArticle } from '../../../protocol/kb-desk-api.ts'
import { linkTo } from '../router.ts'
import { useConsole } from '../session/console-context.ts'
import { showStamp } from '../shared/times.ts'
import { useLoad } from '../shared/use-load.ts'
import { DiffView } from './diff-view.tsx'
import { FileList } from './files-field.tsx'
import { stateTexts } from './kb-texts.ts'

/** A version that is not being written: what it changes, what it says, what was before it. */
export function ArticleView({ article }: { article: DeskArticle }) {
  const { content, diff } = article
  const { source } = content
  const facts: [string, string][] = [
    ['问法', content.questions.join('；')],
    ['主题', content.topics.join('、')],
    ['适用', [content.jurisdiction, content.audience].filter(Boolean).join('，')],
    ['主管单位', content.owner],
    ['来源', [source.title, source.issuer, source.date].filter(Boolean).join('，')],
    ['有效期', `${content.valid_from || '—'} 至 ${content.valid_until || '长期'}`],
    ['复核 / 核对', `${content.review_due || '—'} / ${content.verify_before || '—'}`],
  ]
  return (
    <div className="kb-read">
      {diff !== null && article.state !== 'expired' && article.state !== 'withdrawn' && (
        <section aria-label="与现行版本的差异">
          <h3>与现行版本的差异</h3>
          <DiffView diff={diff} />
        </section>
      )}
      <dl className="kb-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value || '—'}</dd>
          </div>
        ))}
      </dl>
      <Page body={content.body} />
      <FileList files={content.attachments} />
      <History article={article} />
    </div>
  )
}

/** As citizens see it: made by the server, which cleans it. */
function Page({ body }: { body: string }) {
  const { client } = useConsole()
  const { data } = useLoad(() => client.kb.render(body), body)
  if (!data) return <p className="plain">{body}</p>
  // biome-ignore lint/security/noDangerouslySetInnerHtml: cleaned by the server with the public page's own rules
  return <article className="kb-html" dangerouslySetInnerHTML={{ __html: data.html }} />
}

export function History({ article }: { article: DeskArticle }) {
  return (
    <section aria-label="历次版本">
      <h3>历次版本</h3>
      <ul className="bullets">
        {article.versions.map((one) => (
          <li key={one.id}>
            {one.id === article.id ? (
              <b>第 {one.version} 版</b>
            ) : (
              <a href={linkTo('kb', `a~${one.id}`)}>第 {one.version} 版</a>
            )}{' '}
            {stateTexts[one.state]} · {one.writer ?? '数据包'} 编写
            {one.approver !== null && `，${one.approver} 审核`} ·{' '}
            {showStamp(one.published_at ?? one.created_at)}
            {one.note !== '' && <span className="hint">（{one.note}）</span>}
          </li>
        ))}
      </ul>
    </section>
  )
}
