import type { UsageWeek } from '../../../protocol/kb-use-api.ts'

type Measure = Exclude<keyof UsageWeek, 'week'>

export const measures: readonly { name: Measure; zh: string }[] = [
  { name: 'view', zh: '条目被查看' },
  { name: 'chat', zh: '对话中引用' },
  { name: 'call', zh: '来电中引用' },
  { name: 'search', zh: '查询' },
  { name: 'search_empty', zh: '没查到的查询' },
  { name: 'helpful', zh: '有帮助' },
  { name: 'unhelpful', zh: '没有帮助' },
  { name: 'refused', zh: '答不了' },
  { name: 'unsure', zh: '把握不大' },
  { name: 'gaps_opened', zh: '新缺口单' },
  { name: 'gaps_closed', zh: '了结的缺口单' },
]

const HEIGHT = 44
const STEP = 12
const BAR = 9

/** A small chart a measure: one grey bar a week, this week dark, with the numbers for whoever cannot see it. */
export function WeekBars({ weeks }: { weeks: readonly UsageWeek[] }) {
  return (
    <ul className="kb-charts" aria-label="每周的走势">
      {measures.map(({ name, zh }) => (
        <Chart key={name} zh={zh} weeks={weeks} values={weeks.map((week) => week[name])} />
      ))}
    </ul>
  )
}

interface ChartProps {
  zh: string
  weeks: readonly UsageWeek[]
  values: readonly number[]
}

function Chart({ zh, weeks, values }: ChartProps) {
  const most = Math.max(1, ...values)
  const total = values.reduce((sum, value) => sum + value, 0)
  const width = values.length * STEP
  const said = weeks.map(({ week }, i) => `${week} 起 ${values[i]}`).join('，')
  return (
    <li>
      <span>
        {zh} <b>{total}</b>
      </span>
      <svg
        viewBox={`0 0 ${width} ${HEIGHT}`}
        width={width}
        height={HEIGHT}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${zh}，每周：${said}`}
      >
        {values.map((value, i) => {
          const height = Math.round((value / most) * (HEIGHT - 2))
          return (
            <rect
              key={weeks[i]?.week}
              className={i === values.length - 1 ? 'now' : undefined}
              x={i * STEP}
              y={HEIGHT - Math.max(1, height)}
              width={BAR}
              height={Math.max(1, height)}
            />
          )
        })}
      </svg>
      <small>
        本周 {values.at(-1)}，最多的一周 {Math.max(0, ...values)}
      </small>
    </li>
  )
}

export function WeekTable({ weeks }: { weeks: readonly UsageWeek[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reached by keyboard
    <section className="table-box" aria-label="各周的数字" tabIndex={0}>
      <table className="table kb-numbers">
        <thead>
          <tr>
            <th scope="col">周（起始日）</th>
            {measures.map(({ name, zh }) => (
              <th key={name} scope="col">
                {zh}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[...weeks].reverse().map((week) => (
            <tr key={week.week}>
              <th scope="row">{week.week}</th>
              {measures.map(({ name }) => (
                <td key={name}>{week[name]}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
