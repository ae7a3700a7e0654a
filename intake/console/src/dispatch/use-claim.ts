import { useCallback, useEffect, useState } from 'react'
import { useConsole } from '../session/console-context.ts'
import { type ClaimState, keepClaim } from './keep-claim.ts'

export interface Claim {
  state: ClaimState
  claimAgain: () => void
}

/** Claims the request that is open, so that nobody decides the same one twice; gives it back on leaving. */
export function useClaim(requestId: string): Claim {
  const { client } = useConsole()
  const [state, setState] = useState<ClaimState>({ kind: 'claiming' })
  const [round, setRound] = useState(0)

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round claims again
  useEffect(() => {
    setState({ kind: 'claiming' })
    return keepClaim(client, requestId, setState)
  }, [client, requestId, round])

  const claimAgain = useCallback(() => setRound((old) => old + 1), [])
  return { state, claimAgain }
}
