import type { EvalRunItem } from '../../../protocol/eval-api.ts'
import { showValue, sparkPoints, trendsOf } from './trend.ts'

const WIDTH = 110
const HEIGHT = 26

/** One small line a suite: where it stands and which way it goes, over runs that measured the same thing. */
export function Trends({ runs }: { runs: readonly EvalRunItem[] }) {
  const trends = trendsOf(runs)
  if (trends.length === 0) return null
  return (
    <ul className="trends" aria-label="主要指标的走势">
      {trends.map(({ suite, zh, metric, values }) => (
        <li key={suite}>
          <span className="trend-name">{zh}</span>
          <b>{showValue(metric, metric.value)}</b>
          <svg
            viewBox={`-3 -1 ${WIDTH + 6} ${HEIGHT + 2}`}
            width={WIDTH + 6}
            height={HEIGHT + 2}
            role="img"
            aria-label={`${metric.zh}，最近 ${values.length} 次：${values.map((v) => showValue(metric, v)).join('、')}`}
          >
            {values.length > 1 && <polyline points={sparkPoints(values, WIDTH, HEIGHT)} />}
            <LastPoint values={values} />
          </svg>
          <small>{metric.zh}</small>
        </li>
      ))}
    </ul>
  )
}

function LastPoint({ values }: { values: readonly number[] }) {
  const [x, y] = sparkPoints(values, WIDTH, HEIGHT).split(' ').at(-1)?.split(',') ?? []
  return <circle cx={x} cy={y} r="2.6" />
}
