import { App, Input, Modal } from 'antd'
import { useState } from 'react'
import { useConsole } from '../session/console-context.ts'
import { dialogContainer } from '../shared/dialog-container.ts'
import { errorText } from '../shared/states.tsx'
import { Labelled } from './labelled.tsx'

interface DialogProps {
  open: boolean
  article: string
  title: string
  onClose: () => void
}

/** Whoever answers citizens knows first that an answer is wrong: a ticket for the article's owner (R31). */
export function CorrectionDialog({ open, article, title, onClose }: DialogProps) {
  const { client } = useConsole()
  const { message } = App.useApp()
  const [note, setNote] = useState('')
  const [question, setQuestion] = useState('')
  const send = async () => {
    try {
      await client.kb.correct({ article, note, question })
      void message.success('已交给主管单位')
      setNote('')
      setQuestion('')
      onClose()
    } catch (refused) {
      void message.error(errorText(refused))
    }
  }
  return (
    <Modal
      getContainer={dialogContainer}
      open={open}
      title={`指出错误：${title}`}
      okText="提交"
      cancelText="取消"
      okButtonProps={{ disabled: note.trim() === '' }}
      onOk={() => void send()}
      onCancel={onClose}
    >
      <Labelled label="哪里不对">
        {(id) => (
          <Input.TextArea
            id={id}
            rows={3}
            maxLength={1000}
            value={note}
            onChange={(e) => setNote(e.target.value)}
          />
        )}
      </Labelled>
      <Labelled label="市民怎么问的（可不填，姓名电话会自动隐去）">
        {(id) => (
          <Input
            id={id}
            maxLength={300}
            value={question}
            onChange={(e) => setQuestion(e.target.value)}
          />
        )}
      </Labelled>
    </Modal>
  )
}
