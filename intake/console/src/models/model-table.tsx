import { Button } from 'antd'
import type { ModelItem } from '../../../protocol/model-api.ts'
import { showStamp } from '../shared/times.ts'

interface TableProps {
  models: readonly ModelItem[]
  busy: string | null
  onUse: (version: string) => void
}

/** Each version in one row; the pack's own model is the last. */
export function ModelTable({ models, busy, onUse }: TableProps) {
  const own = !models.some(({ active }) => active)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls sideways must be reached by keyboard
    <section className="table-box" aria-label="各版本" tabIndex={0}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">版本</th>
            <th scope="col">状态</th>
            <th scope="col">训练</th>
            <th scope="col">评测门槛</th>
            <th scope="col">启用</th>
          </tr>
        </thead>
        <tbody>
          {models
            .filter(({ state }) => state !== 'queued')
            .map((model) => (
              <Row key={model.id} model={model} busy={busy} onUse={onUse} />
            ))}
          <tr>
            <td>数据包自带</td>
            <td>{own ? <span className="gate-ok">✓ 正在使用</span> : '可用'}</td>
            <td>只用数据包的示例</td>
            <td className="hint">随程序发布的评测</td>
            <td>
              {!own && (
                <Button
                  size="small"
                  aria-label="启用数据包自带的模型"
                  loading={busy === 'pack'}
                  onClick={() => onUse('pack')}
                >
                  启用
                </Button>
              )}
            </td>
          </tr>
        </tbody>
      </table>
    </section>
  )
}

function Row({
  model,
  busy,
  onUse,
}: {
  model: ModelItem
  busy: string | null
  onUse: (version: string) => void
}) {
  const { version } = model
  return (
    <tr>
      <td className="no-wrap">{version ?? '—'}</td>
      <td className="no-wrap">
        <StateText model={model} />
      </td>
      <td>
        {showStamp(model.trained_at ?? model.created_at)} · {model.started_by ?? '命令行'}
        <div className="hint">
          {model.state === 'failed' ? '没有训练完' : `示例与 ${model.orders} 件工单`}
        </div>
        {model.leads && <div className="hint">{model.leads}</div>}
      </td>
      <td>
        <Verdict model={model} />
      </td>
      <td>
        {model.activated_at && (
          <div className="hint">
            {showStamp(model.activated_at)}
            {model.activation && ` · ${whoActivated(model)}`}
          </div>
        )}
        {model.may_serve && !model.active && version !== null && (
          <Button
            size="small"
            aria-label={`启用 ${version}`}
            loading={busy === version}
            onClick={() => onUse(version)}
          >
            启用
          </Button>
        )}
      </td>
    </tr>
  )
}

function whoActivated({ activation, activated_by }: ModelItem): string {
  return activation === 'gates' ? '通过门槛后自动' : (activated_by ?? '命令行')
}

function StateText({ model }: { model: ModelItem }) {
  if (model.active) return <span className="gate-ok">✓ 正在使用</span>
  if (model.state === 'refused') return <span className="wrong">✗ 未过门槛</span>
  if (model.state === 'failed') return <span className="wrong">✗ 失败</span>
  return model.may_serve ? '可用' : '事项已变，不能再用'
}

/** The first sentence says how it went; the figures of each gate open below it. */
function Verdict({ model: { verdict, state } }: { model: ModelItem }) {
  const [first, ...rest] = state === 'ready' ? verdict : [`${verdict.length} 条原因`, ...verdict]
  if (state === 'failed' || rest.length === 0) {
    return <span className="plain">{verdict.join('；') || '—'}</span>
  }
  return (
    <details open={state === 'refused'}>
      <summary>{first}</summary>
      <ul>
        {rest.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </details>
  )
}
