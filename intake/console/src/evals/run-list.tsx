import { Button } from 'antd'
import { useEffect, useState } from 'react'
import type { EvalRunItem } from '../../../protocol/eval-api.ts'
import { goTo } from '../router.ts'
import { useConsole } from '../session/console-context.ts'
import { ErrorNote, Loading, Nothing } from '../shared/states.tsx'
import { useLoad } from '../shared/use-load.ts'
import { RunTable } from './run-table.tsx'
import { StartDialog } from './start-dialog.tsx'
import { Trends } from './trends.tsx'

const LOOK_MS = 2_000

const isActive = ({ state }: EvalRunItem) => state === 'queued' || state === 'running'

/** The runs, looked for again while one of them goes on. */
function useRuns() {
  const { client } = useConsole()
  const { evaluations } = client
  const load = async () => {
    await evaluations.takeIn()
    return evaluations.runs()
  }
  const runs = useLoad(load, 'evaluations')
  const { reload } = runs
  const active = runs.data?.some(isActive) ?? false
  useEffect(() => {
    if (!active) return
    const timer = setInterval(reload, LOOK_MS)
    return () => clearInterval(timer)
  }, [active, reload])
  return { ...runs, active }
}

/** The history: what was measured when, with which model, and which way the figures go. */
export function RunList() {
  const runs = useRuns()
  const [starting, setStarting] = useState(false)
  const [chosen, setChosen] = useState<readonly string[]>([])
  const choose = (id: string) =>
    setChosen((old) => (old.includes(id) ? old.filter((o) => o !== id) : [...old, id].slice(-2)))
  const ordered = (runs.data ?? []).filter((run) => chosen.includes(run.id))
  return (
    <div className="system evals">
      <div className="system-head">
        <h2>评测</h2>
        <Button type="primary" disabled={runs.active} onClick={() => setStarting(true)}>
          开始评测
        </Button>
        <Button
          disabled={ordered.length !== 2}
          onClick={() => goTo('evals', { id: ordered.map((run) => run.id).join('~') })}
        >
          比较所选两次
        </Button>
        <Button onClick={runs.reload}>刷新</Button>
      </div>
      <p className="hint">
        用市民实际用到的同一套程序，在编写的评测集上逐例判定。勾选两次运行可以比较；命令行加 --store
        的运行也在这里。
      </p>
      {runs.error !== null && <ErrorNote error={runs.error} onRetry={runs.reload} />}
      {runs.data === null && runs.error === null && <Loading />}
      {runs.data?.length === 0 && <Nothing text="还没有评测。点“开始评测”运行第一次。" />}
      {runs.data && runs.data.length > 0 && (
        <>
          <Trends runs={runs.data} />
          <RunTable runs={runs.data} chosen={chosen} onChoose={choose} onChanged={runs.reload} />
        </>
      )}
      <StartDialog
        open={starting}
        onClose={() => setStarting(false)}
        onStarted={() => {
          setStarting(false)
          runs.reload()
        }}
      />
    </div>
  )
}
