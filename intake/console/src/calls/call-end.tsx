import { Alert, Button, Popconfirm, Result } from 'antd'
import type { CallDetail } from '../../../protocol/call-api.ts'
import type { Entry, SaveState } from '../entry/use-entry.ts'
import type { Filing } from './use-filing.ts'

const saveTexts: Record<SaveState, string> = {
  saved: '已保存',
  saving: '正在保存…',
  waiting: '暂时连不上服务器，内容已留在本页，会自动重试',
}

interface CallEndProps {
  entry: Entry
  filing: Filing
  disabled: boolean
  audioUrl: string | null
  onFile: () => void
  onEnd: (as: 'answered' | 'dismissed') => void
}

/** The three ways in which a call ends: filed, answered on the phone, nothing to record. */
export function CallEnd({ entry, filing, disabled, audioUrl, onFile, onEnd }: CallEndProps) {
  return (
    <div className="confirm-bar">
      {filing.error !== '' && !filing.open && <Alert type="error" showIcon title={filing.error} />}
      <div className="confirm-row">
        <span className="confirm-state" role="status">
          <span className={entry.saveState === 'waiting' ? 'wrong' : 'hint'}>
            {saveTexts[entry.saveState]}
          </span>
          {audioUrl && (
            <a className="link" href={audioUrl} target="_blank" rel="noreferrer">
              录音
            </a>
          )}
        </span>
        <Popconfirm
          title="没有可记录的内容？（误拨、无声）"
          okText="结束"
          cancelText="返回"
          onConfirm={() => onEnd('dismissed')}
        >
          <Button disabled={disabled}>无效来电</Button>
        </Popconfirm>
        <Button disabled={disabled} loading={filing.busy} onClick={() => onEnd('answered')}>
          已当场答复
        </Button>
        <Button type="primary" disabled={disabled} onClick={onFile}>
          提交诉求 <kbd>Ctrl Enter</kbd>
        </Button>
      </div>
    </div>
  )
}

const endTexts: Record<string, string> = {
  answered: '已记为当场答复',
  dismissed: '已结束，未记录诉求',
  filed: '已提交',
}

/** What became of it: the number to read out to the citizen. */
export function ClosedCall({
  detail,
  filing,
  onDone,
}: {
  detail: CallDetail
  filing: Filing
  onDone: () => void
}) {
  const { receipt, ended } = filing
  const next = (
    <Button key="next" type="primary" autoFocus onClick={onDone}>
      返回来电列表 <kbd>Enter</kbd>
    </Button>
  )
  if (receipt) {
    return (
      <Result
        status="success"
        title={`已受理，编号 ${receipt.request_no}`}
        subTitle={`请告知市民编号，查询码 ${receipt.query_code}。`}
        extra={[next]}
      />
    )
  }
  const state = ended ?? detail.state
  const number = detail.request ? `编号 ${detail.request.request_no}` : ''
  return (
    <Result status="success" title={endTexts[state] ?? '已处理'} subTitle={number} extra={[next]} />
  )
}
