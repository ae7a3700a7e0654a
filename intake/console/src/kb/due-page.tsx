import { Button, Tag } from 'antd'
import { useState } from 'react'
import type { Overview } from '../../../protocol/kb-desk-api.ts'
import type { Notice } from '../../../protocol/kb-use-api.ts'
import { goTo, linkTo } from '../router.ts'
import { useConsole } from '../session/console-context.ts'
import { ErrorNote, Loading, Nothing } from '../shared/states.tsx'
import { useLoad } from '../shared/use-load.ts'
import { ConfirmDialog } from './confirm-dialog.tsx'
import { noticesChanged } from './notice-badge.tsx'

const kindTexts: Record<Notice['kind'], string> = {
  review: '该复核了',
  verify: '核对期限到了',
  expiry: '有效期满',
}

/** What waits to be looked at again, and the calendar of the next three months. */
export function DuePage({ approves }: { approves: boolean }) {
  const { client } = useConsole()
  const notices = useLoad(() => client.kb.notices(), 'kb-notices')
  const overview = useLoad(() => client.kb.overview(), 'kb-due')
  const [confirming, setConfirming] = useState<Notice | null>(null)
  const error = notices.error ?? overview.error
  const retry = () => {
    notices.reload()
    overview.reload()
  }
  if (!notices.data || !overview.data) {
    return error === null ? <Loading /> : <ErrorNote error={error} onRetry={retry} />
  }
  const { items, open, overdue } = notices.data
  return (
    <div className="kb-stats">
      <section aria-label="提醒">
        <h2>
          提醒（{open}
          {overdue > 0 && `，其中 ${overdue} 条已过期`}）
        </h2>
        <p className="hint">
          提前 30
          天提醒主管单位和知识编辑，同一条、同一日期只提醒一次；核对、修订或撤下以后自动消失。
        </p>
        {items.length === 0 && <Nothing text="没有需要复核的条目。" />}
        <ul className="kb-items">
          {items.map((one) => (
            <NoticeRow key={one.id} notice={one} approves={approves} onConfirm={setConfirming} />
          ))}
        </ul>
      </section>
      <section aria-label="到期日历">
        <h2>到期日历（今后 90 天）</h2>
        <Calendar due={overview.data.due} />
      </section>
      <ConfirmDialog
        notice={confirming}
        today={notices.data.today}
        onClose={() => setConfirming(null)}
        onDone={() => {
          setConfirming(null)
          noticesChanged()
          retry()
        }}
      />
    </div>
  )
}

interface NoticeRowProps {
  notice: Notice
  approves: boolean
  onConfirm: (notice: Notice) => void
}

function NoticeRow({ notice, approves, onConfirm }: NoticeRowProps) {
  const { article, draft_id, kind } = notice
  return (
    <li className="kb-item">
      <p>
        <Tag color={notice.overdue ? 'error' : 'default'}>
          {notice.due}
          {notice.overdue && ' 已过'}
        </Tag>
        {kindTexts[kind]} <a href={linkTo('kb', `a~${article.id}`)}>{article.title}</a>{' '}
        <span className="hint">{notice.owner || '未定主管单位'}</span>
      </p>
      <p className="kb-work">
        {draft_id === null ? (
          <>
            {approves && kind !== 'expiry' && (
              <Button size="small" onClick={() => onConfirm(notice)}>
                核对无误
              </Button>
            )}
            <a href={linkTo('kb', `a~${article.id}`)}>打开修订</a>
          </>
        ) : (
          <Button size="small" onClick={() => goTo('kb', { id: `a~${draft_id}` })}>
            打开正在写的
          </Button>
        )}
      </p>
    </li>
  )
}

function Calendar({ due }: { due: Overview['due'] }) {
  if (due.length === 0) return <Nothing text="没有快到期的条目。" />
  const months = new Map<string, Overview['due']>()
  for (const one of due) {
    const month = one.overdue ? '已到期' : one.due.slice(0, 7)
    months.set(month, [...(months.get(month) ?? []), one])
  }
  return (
    <>
      {[...months].map(([month, items]) => (
        <div key={month}>
          <h3>
            {month}（{items.length}）
          </h3>
          <ul className="stack">
            {items.map((one) => (
              <li key={one.id} className="kb-due">
                <Tag color={one.overdue ? 'error' : 'default'}>{one.due}</Tag>
                {one.kind === 'valid_until' ? '有效期满' : '该复核'}{' '}
                <a href={linkTo('kb', `a~${one.id}`)}>{one.title}</a>{' '}
                <span className="hint">{one.owner}</span>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </>
  )
}
