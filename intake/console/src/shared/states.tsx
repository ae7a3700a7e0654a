import { Alert, Button, Empty, Skeleton } from 'antd'
import { ApiError } from '../api/http.ts'

/** The three things that a screen can be besides ready: loading, empty, in error. */
export function Loading({ rows = 6 }: { rows?: number }) {
  return (
    <div className="pad" role="status" aria-label="正在加载">
      <Skeleton active title={false} paragraph={{ rows }} />
    </div>
  )
}

export function Nothing({ text }: { text: string }) {
  return <Empty className="nothing" image={Empty.PRESENTED_IMAGE_SIMPLE} description={text} />
}

export function ErrorNote({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const number = error instanceof ApiError && error.requestId !== '' ? error.requestId : null
  return (
    <Alert
      className="error-note"
      type="error"
      showIcon
      title={errorText(error)}
      description={number === null ? undefined : `求助时请报编号：${number}`}
      action={
        onRetry && (
          <Button size="small" onClick={onRetry}>
            重试
          </Button>
        )
      }
    />
  )
}

export function errorText(error: unknown): string {
  return error instanceof ApiError ? error.message : '页面出了问题，请刷新后再试。'
}
