import { App, Button } from 'antd'
import { useState } from 'react'
import type { JobItem } from '../api/console-client.ts'
import { useConsole } from '../session/console-context.ts'
import { ErrorNote, errorText, Loading, Nothing } from '../shared/states.tsx'
import { showStamp } from '../shared/times.ts'
import { useLoad } from '../shared/use-load.ts'

/** 系统: jobs that gave up and wait for a person, and the documentation of the interfaces. */
export function SystemPage() {
  const { client } = useConsole()
  const jobs = useLoad(() => client.deadJobs(), 'dead-jobs')
  return (
    <div className="system">
      <div className="system-head">
        <h2>失败的后台任务</h2>
        <Button onClick={jobs.reload} loading={jobs.loading}>
          刷新
        </Button>
        <a href="/api/docs" target="_blank" rel="noreferrer">
          接口文档（新窗口）
        </a>
      </div>
      <p className="hint">多次重试仍失败的任务停在这里。排除原因后点“重试”，任务会从头再做一次。</p>
      {jobs.error !== null && <ErrorNote error={jobs.error} onRetry={jobs.reload} />}
      {jobs.data === null && jobs.error === null && <Loading />}
      {jobs.data?.length === 0 && <Nothing text="没有失败的任务。" />}
      {jobs.data && jobs.data.length > 0 && <JobTable jobs={jobs.data} onRetried={jobs.reload} />}
    </div>
  )
}

function JobTable({ jobs, onRetried }: { jobs: JobItem[]; onRetried: () => void }) {
  const { client } = useConsole()
  const { message } = App.useApp()
  const [busy, setBusy] = useState<string | null>(null)
  const retry = async (job: JobItem) => {
    setBusy(job.id)
    try {
      await client.retryJob(job.id)
      void message.success('已重新排队')
      onRetried()
    } catch (refused) {
      void message.error(errorText(refused))
    }
    setBusy(null)
  }
  return (
    <div className="table-box">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">任务</th>
            <th scope="col">次数</th>
            <th scope="col">最后一次错误</th>
            <th scope="col">建立时间</th>
            <th scope="col">操作</th>
          </tr>
        </thead>
        <tbody>
          {jobs.map((job) => (
            <tr key={job.id}>
              <td>{job.name}</td>
              <td>{job.attempts}</td>
              <td className="plain">{job.last_error ?? '—'}</td>
              <td>{showStamp(job.created_at)}</td>
              <td>
                <Button size="small" loading={busy === job.id} onClick={() => void retry(job)}>
                  重试
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
