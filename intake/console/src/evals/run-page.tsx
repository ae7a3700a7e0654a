import { linkTo } from '../router.ts'
import { useConsole } from '../session/console-context.ts'
import { ErrorNote, Loading, Nothing } from '../shared/states.tsx'
import { showStamp } from '../shared/times.ts'
import { useLoad } from '../shared/use-load.ts'
import { reportUrl } from './eval-client.ts'

/** One run with its report, which stands in a sandbox of its own and can be opened, printed and kept. */
export function RunPage({ runId }: { runId: string }) {
  const { client } = useConsole()
  const run = useLoad(() => client.evaluations.run(runId), `evaluation-${runId}`)
  const { data } = run
  return (
    <div className="evals eval-run">
      <div className="system-head">
        <a href={linkTo('evals')}>‹ 全部评测</a>
        <h2>{data ? `${showStamp(data.created_at)} 的评测` : '评测'}</h2>
        {data?.state === 'done' && (
          <>
            <a href={reportUrl(runId, 'html')} target="_blank" rel="noreferrer">
              新窗口打开
            </a>
            <a href={reportUrl(runId, 'html')} download={`${data.summary?.run ?? runId}.html`}>
              下载报告
            </a>
            <a href={reportUrl(runId, 'json')}>下载数据</a>
          </>
        )}
      </div>
      {run.error !== null && <ErrorNote error={run.error} onRetry={run.reload} />}
      {data === null && run.error === null && <Loading />}
      {data && data.state !== 'done' && <Nothing text={data.problem ?? '这次评测还没有结果。'} />}
      {data?.state === 'done' && (
        <iframe
          className="eval-report"
          title="评测报告"
          src={reportUrl(runId, 'html')}
          sandbox="allow-scripts"
        />
      )}
    </div>
  )
}
