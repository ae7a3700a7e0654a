import type { Acceptance } from '../../../protocol/quality-api.ts'
import { percent } from '../shared/labels.ts'
import { shareText, trendText } from '../shared/share-text.ts'

type Band = Acceptance['bands'][number]

const bandNames = { high: '把握高', middle: '把握中', low: '把握低' }

/** The band with where it begins: the precision that the city requires, and what follows from it. */
const bandText = ({ level, from }: Band) =>
  level === 'low' ? bandNames.low : `${bandNames[level]}（≥${percent(from)}）`

/** The figure behind 机器人派单, week by week, and whether the bands of confidence kept what they promised. */
export function AcceptanceFigures({ figures }: { figures: Acceptance }) {
  return (
    <div className="figures">
      <div className="figure-main">
        <p className="hint">建议原样派出（机器人派单率）</p>
        <p className="figure">{figures.total.n === 0 ? '—' : percent(figures.total.share)}</p>
        <p>{shareText(figures.total)}</p>
        {figures.total.n > 0 && <p className="hint">{trendText(figures.trend)}</p>}
        <p className="hint">括号内为 95% 置信区间。系统从不自行派单，每一件都由人确认。</p>
      </div>
      {figures.weeks.length > 0 && <Weeks weeks={figures.weeks} />}
      <table className="weeks">
        <caption>把握说到做到吗：主办单位实际正确的比例</caption>
        <thead>
          <tr>
            <th scope="col">档</th>
            <th scope="col">平均把握</th>
            <th scope="col">实际正确</th>
          </tr>
        </thead>
        <tbody>
          {figures.bands.map((band) => (
            <tr key={band.level}>
              <td>{bandText(band)}</td>
              <td>{band.promised === null ? '—' : percent(band.promised)}</td>
              <td>{shareText(band)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Weeks({ weeks }: { weeks: Acceptance['weeks'] }) {
  return (
    <table className="weeks">
      <caption>每周</caption>
      <thead>
        <tr>
          <th scope="col">周一</th>
          <th scope="col">原样派出</th>
          <th scope="col">
            <span className="sr-only">图</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {weeks.slice(-8).map((week) => (
          <tr key={week.week}>
            <td>{week.week.slice(5)}</td>
            <td>{shareText(week)}</td>
            <td>
              <Bar share={week} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** The interval as a band on a line from 0 to 100 %, with the share as a mark. The numbers stand beside it. */
function Bar({ share }: { share: { low: number; high: number; share: number } }) {
  const at = (p: number) => 2 + p * 116
  return (
    <svg width="120" height="12" aria-hidden="true">
      <line x1="2" x2="118" y1="6" y2="6" stroke="#d9dfe6" />
      <rect
        x={at(share.low)}
        y="3"
        width={Math.max(1, at(share.high) - at(share.low))}
        height="6"
        fill="#b9cfec"
      />
      <rect x={at(share.share) - 1} y="1" width="2" height="10" fill="#12468f" />
    </svg>
  )
}
