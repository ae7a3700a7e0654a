import { Alert, Button } from 'antd'
import type { Claim } from './use-claim.ts'

/** Who works on this request, if it is not me, or if it is me no longer. */
export function ClaimNote({ claim }: { claim: Claim }) {
  const { state } = claim
  if (state.kind !== 'other' && state.kind !== 'lost') return null
  return (
    <Alert
      type={state.kind === 'lost' ? 'error' : 'warning'}
      showIcon
      title={state.message}
      description={
        state.kind === 'other'
          ? '现在只能查看。对方放开后会自动轮到您。'
          : '重新认领成功后可以继续，您改过的内容都在。'
      }
      action={
        <Button size="small" onClick={claim.claimAgain}>
          {state.kind === 'lost' ? '重新认领' : '再试一次'}
        </Button>
      }
    />
  )
}
