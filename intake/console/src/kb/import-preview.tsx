import { Alert, Button, Segmented, Tag } from 'antd'
import { useState } from 'react'
import type { ImportItem, ImportResult } from '../../../protocol/kb-import-api.ts'
import { linkTo } from '../router.ts'
import { DiffView } from './diff-view.tsx'

const kinds: Record<ImportItem['kind'], { text: string; colour: string }> = {
  new: { text: '新增', colour: 'success' },
  changed: { text: '修改', colour: 'processing' },
  same: { text: '没有变化', colour: 'default' },
  blocked: { text: '跳过', colour: 'warning' },
  invalid: { text: '不能导入', colour: 'error' },
}

interface PreviewProps {
  found: ImportResult
  busy: boolean
  onImport: () => void
}

/** What would become of each row, or, afterwards, what became of it. */
export function ImportPreview({ found, busy, onImport }: PreviewProps) {
  const [kind, setKind] = useState<ImportItem['kind'] | 'all'>('all')
  const { items, files, done } = found
  const count = (one: ImportItem['kind']) => items.filter((item) => item.kind === one).length
  const writes = count('new') + count('changed')
  const choices = (Object.keys(kinds) as ImportItem['kind'][]).filter((one) => count(one) > 0)
  const shown = items.filter((item) => kind === 'all' || item.kind === kind)
  return (
    <section aria-label="预览" className="kb-preview">
      <h2>{done ? '导入结果' : '预览'}</h2>
      <Problems files={files} />
      {done ? (
        <Alert type="success" showIcon title={`已存为 ${writes} 份草稿，等待编写和审核。`} />
      ) : (
        <div className="kb-work">
          <Button type="primary" loading={busy} disabled={writes === 0} onClick={onImport}>
            导入为草稿（{writes} 条）
          </Button>
          <span className="hint" role="status">
            {writes === 0 ? '没有要写的：都没有变化，或者不能导入。' : '还没有写入，核对后再点。'}
          </span>
        </div>
      )}
      <Segmented
        aria-label="只看"
        value={kind}
        onChange={setKind}
        options={[
          { value: 'all' as const, label: `全部 ${items.length}` },
          ...choices.map((one) => ({ value: one, label: `${kinds[one].text} ${count(one)}` })),
        ]}
      />
      <ul className="kb-items">
        {shown.map((item, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two rows of one file may name the same source
          <Row key={`${item.source_id}${at}`} item={item} done={done} />
        ))}
      </ul>
    </section>
  )
}

function Problems({ files }: { files: ImportResult['files'] }) {
  const wrong = files.flatMap(({ file, problems }) =>
    problems.map((problem) => (problem.includes(file) ? problem : `${file}：${problem}`)),
  )
  if (wrong.length === 0) return null
  return (
    <Alert
      type="warning"
      showIcon
      title={`有 ${wrong.length} 处没有读进来`}
      description={
        <ul className="bullets">
          {wrong.map((problem) => (
            <li key={problem}>{problem}</li>
          ))}
        </ul>
      }
    />
  )
}

function Row({ item, done }: { item: ImportItem; done: boolean }) {
  const { text, colour } = kinds[item.kind]
  const hints = item.similar.length + item.contradictions.length
  const link = item.article_id !== null && (done || item.kind !== 'new')
  return (
    <li className="kb-item">
      <p>
        <Tag color={colour}>{text}</Tag>
        {link && item.article_id !== null ? (
          <a href={linkTo('kb', `a~${item.article_id}`)}>{item.title || '（没有标题）'}</a>
        ) : (
          <b>{item.title || '（没有标题）'}</b>
        )}{' '}
        <span className="hint">{item.source_id.replace(/^(file|id):/, '')}</span>
      </p>
      {item.excerpt !== '' && !done && <p className="plain hint">{item.excerpt}</p>}
      {item.problem !== '' && <p className="wrong">{item.problem}</p>}
      {item.notes.map((note) => (
        <p key={note} className="hint">
          {note}
        </p>
      ))}
      {item.diff !== null && (
        <details open={!done}>
          <summary>改了什么</summary>
          <DiffView diff={item.diff} />
        </details>
      )}
      {hints > 0 && <Hints item={item} />}
    </li>
  )
}

function Hints({ item }: { item: ImportItem }) {
  return (
    <ul className="bullets">
      {item.contradictions.map((hint) => (
        <li key={`c${hint.key}${hint.aspect}`}>
          <b className="wrong">可能矛盾</b>：“{hint.title}”的{hint.aspect}写的是
          {hint.theirs.join('、')}，这里是{hint.mine.join('、')}
        </li>
      ))}
      {item.similar.map((hint) => (
        <li key={`s${hint.key}${hint.kind}`}>
          <b>可能重复</b>：与“{hint.title}”的{hint.kind === 'question' ? '问法' : '段落'}相近（
          {Math.round(hint.likeness * 100)}%）
        </li>
      ))}
    </ul>
  )
}
