import { Alert, Checkbox, Modal } from 'antd'
import { useState } from 'react'
import { evalSuites } from '../../../protocol/eval-suites.ts'
import { useConsole } from '../session/console-context.ts'
import { dialogContainer } from '../shared/dialog-container.ts'
import { errorText } from '../shared/states.tsx'

const all = evalSuites.map((suite) => suite.name as string)

interface StartProps {
  open: boolean
  onClose: () => void
  onStarted: () => void
}

/** Chooses the suites of a new run. */
export function StartDialog({ open, onClose, onStarted }: StartProps) {
  const { client } = useConsole()
  const [suites, setSuites] = useState<string[]>(all)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const start = async () => {
    setBusy(true)
    setProblem(null)
    try {
      await client.evaluations.start(suites)
      onStarted()
    } catch (refused) {
      setProblem(errorText(refused))
    }
    setBusy(false)
  }
  const isAll = suites.length === all.length
  return (
    <Modal
      open={open}
      getContainer={dialogContainer}
      title="开始评测"
      okText="开始"
      cancelText="取消"
      okButtonProps={{ disabled: suites.length === 0, loading: busy }}
      onOk={() => void start()}
      onCancel={onClose}
    >
      <p className="hint">
        在开发例上运行，并按门槛判定；全部运行要几分钟，可以随时停下。同时只运行一次评测，市民的对话优先。
      </p>
      <p className="suite-all">
        <Checkbox
          checked={isAll}
          indeterminate={!isAll && suites.length > 0}
          onChange={() => setSuites(isAll ? [] : all)}
        >
          全部评测集
        </Checkbox>
      </p>
      <Checkbox.Group
        className="suite-choice"
        value={suites}
        onChange={setSuites}
        options={evalSuites.map(({ name, zh }) => ({ value: name, label: zh }))}
      />
      {problem !== null && <Alert type="error" showIcon title={problem} />}
    </Modal>
  )
}
