import { App, Input, Modal } from 'antd'
import { useEffect, useState } from 'react'
import type { DeskArticle } from '../../../protocol/kb-desk-api.ts'
import type { Notice } from '../../../protocol/kb-use-api.ts'
import { useConsole } from '../session/console-context.ts'
import { dialogContainer } from '../shared/dialog-container.ts'
import { errorText } from '../shared/states.tsx'
import { Labelled } from './labelled.tsx'
import { nextYear } from './local-draft.ts'

interface DialogProps {
  notice: Pick<Notice, 'article'> | null
  today: string
  onDone: () => void
  onClose: () => void
}

/** A day that is far off stays as it is; one that is near or past moves on by a year. */
function proposed(day: string, today: string): string {
  if (day === '') return ''
  const near = new Date(`${today}T00:00:00Z`).getTime() + 60 * 86_400_000
  return new Date(`${day}T00:00:00Z`).getTime() > near ? day : nextYear(today)
}

/** Looked at and still right: the same words, with the days when somebody looks again. */
export function ConfirmDialog({ notice, today, onDone, onClose }: DialogProps) {
  const { client } = useConsole()
  const { message } = App.useApp()
  const [article, setArticle] = useState<DeskArticle | null>(null)
  const [days, setDays] = useState({ review_due: '', verify_before: '' })
  const id = notice?.article.id ?? null
  useEffect(() => {
    setArticle(null)
    if (id === null) return
    client.kb.article(id).then(
      (found) => {
        const { review_due, verify_before } = found.content
        setArticle(found)
        setDays({
          review_due: proposed(review_due, today),
          verify_before: proposed(verify_before, today),
        })
      },
      (refused: unknown) => void message.error(errorText(refused)),
    )
  }, [id, today, client, message])
  const confirm = async () => {
    if (!article) return
    try {
      await client.kb.confirm(article.id, { row_version: article.row_version, ...days })
      void message.success('已核对，发布了顺延日期的新版本')
      onDone()
    } catch (refused) {
      void message.error(errorText(refused))
    }
  }
  const fields = [
    ['review_due', '下次复核日期'],
    ['verify_before', '核对期限'],
  ] as const
  return (
    <Modal
      getContainer={dialogContainer}
      open={notice !== null}
      title={`核对无误：${notice?.article.title ?? ''}`}
      okText="内容仍然有效"
      cancelText="取消"
      okButtonProps={{ disabled: article === null }}
      onOk={() => void confirm()}
      onCancel={onClose}
    >
      <p className="hint">内容一字不改，日期顺延，记在您的名下。内容变了，请用“修订”。</p>
      {article && (
        <p>
          依据：
          {[
            article.content.source.title,
            article.content.source.issuer,
            article.content.source.date,
          ]
            .filter(Boolean)
            .join('，') || '—'}
        </p>
      )}
      {fields.map(([name, label]) => (
        <Labelled key={name} label={label}>
          {(field) => (
            <Input
              id={field}
              type="date"
              min={today}
              value={days[name]}
              onChange={(event) => setDays({ ...days, [name]: event.target.value })}
            />
          )}
        </Labelled>
      ))}
    </Modal>
  )
}
