import { App, Button, Input, Modal } from 'antd'
import { useState } from 'react'
import { type DeskAction, deskActions } from '../../../protocol/desk-actions.ts'
import type { DeskArticle } from '../../../protocol/kb-desk-api.ts'
import { useConsole } from '../session/console-context.ts'
import { dialogContainer } from '../shared/dialog-container.ts'
import { errorText } from '../shared/states.tsx'
import { actionTexts } from './kb-texts.ts'
import { Labelled } from './labelled.tsx'

const needsReason = (action: DeskAction) => action === 'send_back' || action === 'withdraw'

/** The steps that the table allows this person now; the editor itself submits, with what is typed. */
export function ArticleActions({ article, onDone }: { article: DeskArticle; onDone: () => void }) {
  const { client } = useConsole()
  const { message } = App.useApp()
  const [asking, setAsking] = useState<DeskAction | null>(null)
  const [reason, setReason] = useState('')
  const act = async (action: DeskAction) => {
    try {
      await client.kb.act(article.id, action, { row_version: article.row_version, reason })
      void message.success(`已${actionTexts[action]}`)
    } catch (refused) {
      void message.error(errorText(refused))
    }
    setAsking(null)
    setReason('')
    onDone()
  }
  const press = (action: DeskAction) => {
    if (needsReason(action) || action === 'discard') setAsking(action)
    else void act(action)
  }
  return (
    <>
      {deskActions
        .filter((action) => action !== 'submit' && article.allowed.includes(action))
        .map((action) => (
          <Button
            key={action}
            type={action === 'publish' ? 'primary' : 'default'}
            danger={action === 'withdraw' || action === 'discard'}
            onClick={() => press(action)}
          >
            {actionTexts[action]}
          </Button>
        ))}
      <Modal
        getContainer={dialogContainer}
        open={asking !== null}
        title={asking === null ? '' : actionTexts[asking]}
        okText="确定"
        cancelText="取消"
        okButtonProps={{ disabled: asking !== null && needsReason(asking) && reason.trim() === '' }}
        onOk={() => asking !== null && void act(asking)}
        onCancel={() => setAsking(null)}
      >
        <Labelled label={asking !== null && needsReason(asking) ? '原因（必填）' : '原因'}>
          {(id) => (
            <Input.TextArea
              id={id}
              rows={3}
              maxLength={500}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Labelled>
      </Modal>
    </>
  )
}
