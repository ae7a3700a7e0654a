import { createContext, useContext } from 'react'
import type { StaffMe } from '../../../protocol/console-api.ts'
import type { ConsoleClient } from '../api/console-client.ts'
import type { Live } from '../live/live-connection.ts'

/** What every screen needs: who is signed in, the calls, and the live line. */
export interface Console {
  me: StaffMe
  client: ConsoleClient
  live: Live
  signOut: () => void
}

export const ConsoleContext = createContext<Console | null>(null)

export function useConsole(): Console {
  const value = useContext(ConsoleContext)
  if (!value) throw new Error('useConsole outside of a signed-in screen')
  return value
}
