import { App, Button, Checkbox } from 'antd'
import { useState } from 'react'
import type { EvalRunItem } from '../../../protocol/eval-api.ts'
import { linkTo } from '../router.ts'
import { useConsole } from '../session/console-context.ts'
import { errorText } from '../shared/states.tsx'
import { showStamp } from '../shared/times.ts'
import { deltaText, earlierFigure, isWorse, showValue } from './trend.ts'

interface TableProps {
  runs: readonly EvalRunItem[]
  chosen: readonly string[]
  onChoose: (id: string) => void
  onChanged: () => void
}

export function RunTable({ runs, chosen, onChoose, onChanged }: TableProps) {
  return (
    <div className="table-box">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">比较</th>
            <th scope="col">时间</th>
            <th scope="col">向量与指纹</th>
            <th scope="col">门槛</th>
            <th scope="col">主要指标（与上一次同样的评测相比）</th>
            <th scope="col">操作</th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run, at) => (
            <tr key={run.id}>
              <td>
                <Checkbox
                  aria-label={`选 ${showStamp(run.created_at)} 的运行来比较`}
                  disabled={run.state !== 'done'}
                  checked={chosen.includes(run.id)}
                  onChange={() => onChoose(run.id)}
                />
              </td>
              <td className="no-wrap">
                <RunTime run={run} />
                <div className="hint">
                  {run.source === 'command' ? '命令行' : (run.started_by ?? '—')}
                </div>
              </td>
              <td>
                <Measured run={run} />
              </td>
              <td>
                <Gates run={run} />
              </td>
              <td>
                {run.state === 'done' ? <Headlines runs={runs} at={at} /> : <State run={run} />}
              </td>
              <td className="no-wrap">
                {run.state === 'done' && <a href={linkTo('evals', run.id)}>看报告</a>}
                <StopButton run={run} onStopped={onChanged} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** On a narrow screen the last column is out of sight: the time leads to the report too. */
function RunTime({ run: { id, state, created_at } }: { run: EvalRunItem }) {
  const stamp = showStamp(created_at)
  return state === 'done' ? <a href={linkTo('evals', id)}>{stamp}</a> : stamp
}

function Measured({ run: { measured, suites } }: { run: EvalRunItem }) {
  if (measured === null) return <span className="hint">{suites.join('、')}</span>
  const { embedder, split, ablation, noise, fingerprint } = measured
  const special = [ablation, noise].filter((name) => name !== 'all' && name !== 'none')
  return (
    <>
      {[embedder, split, ...special].join(' · ')}
      <div className="hint">
        程序 {fingerprint.code.slice(0, 8)} · 数据 {fingerprint.data.slice(0, 8)}
      </div>
    </>
  )
}

function Gates({ run: { gates } }: { run: EvalRunItem }) {
  if (gates === null) return <span className="hint">无适用的</span>
  if (gates.ok) return <span className="gate-ok">✓ 全部通过</span>
  return (
    <span className="wrong">
      ✗ {gates.failed.length} 项未过
      <span className="hint">：{gates.failed.slice(0, 2).join('；')}</span>
    </span>
  )
}

function Headlines({ runs, at }: { runs: readonly EvalRunItem[]; at: number }) {
  return (
    <ul className="headlines">
      {runs[at]?.headlines.map(({ suite, zh, metric }) => {
        const before = earlierFigure(runs, at, suite)
        const moved = deltaText(metric, before)
        return (
          <li
            key={suite}
            title={`${metric.zh}，95% 区间 ${showValue(metric, metric.low)}–${showValue(metric, metric.high)}`}
          >
            {zh} <b>{showValue(metric, metric.value)}</b>
            {moved !== '' && (
              <span className={isWorse(metric, before) ? 'wrong' : 'better'}>{moved}</span>
            )}
          </li>
        )
      })}
    </ul>
  )
}

function State({ run: { state, progress, problem, cancelling } }: { run: EvalRunItem }) {
  if (state === 'failed') return <span className="wrong">没能运行：{problem ?? '原因不明'}</span>
  if (state === 'cancelled') return <span className="hint">已停下</span>
  if (cancelling) return <span>正在停下……</span>
  if (state === 'queued' || progress === null)
    return <span>{state === 'queued' ? '排队中' : '准备中……'}</span>
  return (
    <div className="run-progress">
      {progress.label} {progress.done}/{progress.total}
      <progress value={progress.done} max={Math.max(1, progress.total)} />
    </div>
  )
}

function StopButton({ run, onStopped }: { run: EvalRunItem; onStopped: () => void }) {
  const { client } = useConsole()
  const { message } = App.useApp()
  const [busy, setBusy] = useState(false)
  if (run.state !== 'queued' && run.state !== 'running') return null
  const stop = async () => {
    setBusy(true)
    try {
      await client.evaluations.cancel(run.id)
      onStopped()
    } catch (refused) {
      void message.error(errorText(refused))
    }
    setBusy(false)
  }
  return (
    <Button size="small" danger loading={busy} onClick={() => void stop()}>
      {run.cancelling ? '立即结束' : '停下'}
    </Button>
  )
}
