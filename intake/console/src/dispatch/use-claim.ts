import { useCallback, useEffect, useState } from 'react'
import { useConsole } from '../session/console-context.ts'
import { type ClaimState, keepClaim } from './keep-claim.ts'

export interface Claim {
  state: ClaimState
  claimAgain: () => void
}

/**
 * Claims the request that is open, so that nobody decides the same one twice; gives it back on leaving. Whoever may only
 * read (`wanted` false) claims nothing and keeps nobody out.
 */
export function useClaim(requestId: string, wanted: boolean): Claim {
  const { client } = useConsole()
  const [state, setState] = useState<ClaimState>({ kind: 'claiming' })
  const [round, setRound] = useState(0)

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round claims again
  useEffect(() => {
    setState({ kind: 'claiming' })
    if (!wanted) return
    return keepClaim(client, requestId, setState)
  }, [client, requestId, wanted, round])

  const claimAgain = useCallback(() => setRound((old) => old + 1), [])
  return { state, claimAgain }
}
