import { App, Button } from 'antd'
import { useEffect, useState } from 'react'
import type { ModelItem } from '../../../protocol/model-api.ts'
import { useConsole } from '../session/console-context.ts'
import { ErrorNote, errorText, Loading } from '../shared/states.tsx'
import { useLoad } from '../shared/use-load.ts'
import { ModelTable } from './model-table.tsx'

const LOOK_MS = 2_000

/** The versions, looked for again while one is being trained. */
function useModels() {
  const { client } = useConsole()
  const models = useLoad(() => client.models.list(), 'models')
  const { reload } = models
  const training = models.data?.find(({ state }) => state === 'queued') ?? null
  const active = training !== null
  useEffect(() => {
    if (!active) return
    const timer = setInterval(reload, LOOK_MS)
    return () => clearInterval(timer)
  }, [active, reload])
  return { ...models, training }
}

/** 模型: which classifier serves, what the gates said of each version, a new training, any version put back. */
export function ModelsPage() {
  const { client } = useConsole()
  const { message, modal } = App.useApp()
  const { data, error, reload, training } = useModels()
  const [busy, setBusy] = useState<string | null>(null)
  const act = async (what: string, work: () => Promise<string>) => {
    setBusy(what)
    try {
      void message.success(await work())
    } catch (refused) {
      void message.error(errorText(refused))
    }
    setBusy(null)
    reload()
  }
  const train = () =>
    act('train', async () => {
      await client.models.train()
      return '已开始训练'
    })
  const use = (version: string) =>
    modal.confirm({
      title: version === 'pack' ? '启用数据包自带的模型？' : `启用 ${version}？`,
      content: '之后的建议由它给出；已经给出的建议不变。随时可以换回。',
      okText: '启用',
      cancelText: '取消',
      onOk: () => act(version, async () => `已启用 ${(await client.models.use(version)).version}`),
    })
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a column that scrolls must be reached by keyboard
    <section className="system" aria-label="分类模型" tabIndex={0}>
      <div className="system-head">
        <h2>分类模型</h2>
        <Button
          type="primary"
          disabled={training !== null || data === null}
          loading={busy === 'train'}
          onClick={() => void train()}
        >
          用已确认的工单训练
        </Button>
        <Button onClick={reload}>刷新</Button>
      </div>
      <p className="hint">
        训练用数据包的示例和全部已确认的工单（要求保密的除外），约几分钟。新版本先过评测的全部门槛才启用；不如现在的不启用，并写明原因。换版本不用重启，一分钟内在各进程生效。
      </p>
      {training && <TrainingNote model={training} />}
      {error !== null && <ErrorNote error={error} onRetry={reload} />}
      {data === null && error === null && <Loading rows={4} />}
      {data && <ModelTable models={data} busy={busy} onUse={use} />}
    </section>
  )
}

function TrainingNote({ model }: { model: ModelItem }) {
  const step = /(\d+)\/(\d+)$/.exec(model.verdict[0] ?? '')
  return (
    <div className="training" role="status">
      <p>
        正在训练新版本：{model.verdict[0] ?? '排队中'}
        {model.started_by && `（${model.started_by}发起）`}
      </p>
      <progress
        aria-label="训练和评测的进度"
        {...(step ? { value: Number(step[1]), max: Number(step[2]) } : {})}
      />
    </div>
  )
}
