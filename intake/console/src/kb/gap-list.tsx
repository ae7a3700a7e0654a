import { Segmented, Tag } from 'antd'
import { useState } from 'react'
import { linkTo } from '../router.ts'
import { useConsole } from '../session/console-context.ts'
import { ErrorNote, Loading, Nothing } from '../shared/states.tsx'
import { showStamp } from '../shared/times.ts'
import { useLoad } from '../shared/use-load.ts'
import { gapStateTexts } from './kb-texts.ts'

const choices = [
  { value: 'waiting', label: '未解决' },
  { value: 'closed', label: '已解决' },
  { value: 'dismissed', label: '不需要写' },
]

/** What citizens asked in vain, put together by likeness, and answers that colleagues know to be wrong. */
export function GapList() {
  const { client } = useConsole()
  const [state, setState] = useState('waiting')
  const gaps = useLoad(() => client.kb.gaps(state), `gaps-${state}`)
  return (
    <>
      <div className="kb-filter">
        <Segmented options={choices} value={state} onChange={setState} aria-label="缺口单的状态" />
        <span className="hint">
          问了没答上、把握不大、读者说没帮助的问题，按相近的归在一起，问得多的在前。
        </span>
      </div>
      {gaps.error !== null && <ErrorNote error={gaps.error} onRetry={gaps.reload} />}
      {gaps.data === null && gaps.error === null && <Loading />}
      {gaps.data?.length === 0 && <Nothing text="没有缺口单。" />}
      {gaps.data && gaps.data.length > 0 && (
        <section className="table-box" aria-label="缺口单">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">问题</th>
                <th scope="col">问过</th>
                <th scope="col">主管单位（推测）</th>
                <th scope="col">状态</th>
                <th scope="col">更新</th>
              </tr>
            </thead>
            <tbody>
              {gaps.data.map((gap) => (
                <tr key={gap.id}>
                  <td>
                    {gap.kind === 'correction' && <Tag color="error">更正</Tag>}
                    <a href={linkTo('kb', `g~${gap.id}`)}>{gap.title}</a>
                    {gap.note !== '' && <div className="hint">{gap.note}</div>}
                  </td>
                  <td className="no-wrap">{gap.asked} 次</td>
                  <td>{gap.owner || '未定'}</td>
                  <td className="no-wrap">{gapStateTexts[gap.state]}</td>
                  <td className="no-wrap">{showStamp(gap.updated_at)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </>
  )
}
