import type { EvalComparison } from '../../../protocol/eval-api.ts'
import { linkTo } from '../router.ts'
import { useConsole } from '../session/console-context.ts'
import { ErrorNote, Loading } from '../shared/states.tsx'
import { showStamp } from '../shared/times.ts'
import { useLoad } from '../shared/use-load.ts'
import { showValue } from './trend.ts'

/** Two runs side by side: figures, which cases turned, and whether that is chance. */
export function ComparePage({ now, before }: { now: string; before: string }) {
  const { client } = useConsole()
  const load = () => client.evaluations.compare(now, before)
  const { data, error, reload } = useLoad(load, `compare-${now}-${before}`)
  return (
    <div className="system evals">
      <div className="system-head">
        <a href={linkTo('evals')}>‹ 全部评测</a>
        <h2>两次评测的比较</h2>
        <a href={linkTo('evals', `${before}~${now}`)}>对调</a>
      </div>
      {error !== null && <ErrorNote error={error} onRetry={reload} />}
      {data === null && error === null && <Loading />}
      {data && <Compared compared={data} />}
    </div>
  )
}

function Compared({ compared }: { compared: EvalComparison }) {
  const { before, now, same_data, suites } = compared
  return (
    <>
      <dl className="compared">
        <dt>之前</dt>
        <dd>
          <a href={linkTo('evals', before.id)}>{showStamp(before.created_at)}</a>{' '}
          {before.measured?.embedder} · 程序 {before.measured?.fingerprint.code.slice(0, 8)}
        </dd>
        <dt>之后</dt>
        <dd>
          <a href={linkTo('evals', now.id)}>{showStamp(now.created_at)}</a> {now.measured?.embedder}{' '}
          · 程序 {now.measured?.fingerprint.code.slice(0, 8)}
        </dd>
      </dl>
      {!same_data && <p className="hint">两次的数据不同：只比较编号相同的例子。</p>}
      {suites.length === 0 && <p>两次没有共同的评测集。</p>}
      {suites.map((suite) => (
        <SuitePart key={suite.name} suite={suite} />
      ))}
    </>
  )
}

const chance = (p: number) => (p < 0.05 ? '不像是偶然' : '可能只是偶然')

function SuitePart({ suite }: { suite: EvalComparison['suites'][number] }) {
  const { zh, both, newly_right, newly_wrong, p, metrics } = suite
  return (
    <section className="compared-suite">
      <h3>{zh}</h3>
      <p>
        共同 {both} 例：新对 {newly_right.length}，新错 {newly_wrong.length}，McNemar p=
        {p.toFixed(3)}
        {newly_right.length + newly_wrong.length > 0 && `（${chance(p)}）`}
      </p>
      {newly_wrong.length > 0 && <p className="case-ids wrong">新错：{newly_wrong.join(' ')}</p>}
      {newly_right.length > 0 && <p className="case-ids">新对：{newly_right.join(' ')}</p>}
      <div className="table-box">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">指标</th>
              <th scope="col">之前（95% 区间）</th>
              <th scope="col">之后（95% 区间）</th>
              <th scope="col">变化</th>
            </tr>
          </thead>
          <tbody>
            {metrics.map((metric) => (
              <MetricRow key={metric.name} metric={metric} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

type Moved = EvalComparison['suites'][number]['metrics'][number]

function withInterval(metric: Moved, figure: Moved['now']): string {
  if (figure === null) return '—'
  const value = showValue(metric, figure.value)
  if (figure.low === figure.high) return value
  return `${value}（${showValue(metric, figure.low)}–${showValue(metric, figure.high)}）`
}

function MetricRow({ metric }: { metric: Moved }) {
  const { before, now, lower } = metric
  // How busy the machine was is no change of the program.
  const isTime = metric.name.startsWith('ms_')
  const moved = before && now && !isTime ? now.value - before.value : 0
  const mark = moved > 0 ? '▲' : '▼'
  return (
    <tr>
      <td>
        {metric.zh} <code className="hint">{metric.name}</code>
      </td>
      <td>{withInterval(metric, before)}</td>
      <td>{withInterval(metric, now)}</td>
      <td className={moved !== 0 && moved > 0 === lower ? 'wrong' : ''}>
        {moved === 0 ? '—' : `${mark}${showValue(metric, Math.abs(moved))}`}
      </td>
    </tr>
  )
}
