import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { StaffMe } from '../../../protocol/console-api.ts'
import { type ConsoleClient, createConsoleClient, type SignIn } from '../api/console-client.ts'
import { ApiError, createHttp } from '../api/http.ts'
import { createLive, type Live } from '../live/live-connection.ts'

export interface Session {
  /** undefined while it is not known yet, null when nobody is signed in. */
  me: StaffMe | null | undefined
  startError: unknown
  retryStart: () => void
  /** The session ended while somebody was working: sign in over the page, nothing is lost. */
  expired: boolean
  client: ConsoleClient
  live: Live
  signIn: (body: SignIn) => Promise<void>
  signOut: () => Promise<void>
}

interface Waiting {
  promise: Promise<void>
  resolve: () => void
  reject: (error: unknown) => void
}

export function useSession(): Session {
  const [me, setMe] = useState<StaffMe | null | undefined>(undefined)
  const [startError, setStartError] = useState<unknown>(null)
  const [expired, setExpired] = useState(false)
  const waiting = useRef<Waiting | null>(null)

  const { http, client, live } = useMemo(() => {
    const created = createHttp({
      signInAgain: () => {
        waiting.current ??= createWaiting()
        setExpired(true)
        return waiting.current.promise
      },
      renewToken: async () => created.setCsrfToken((await calls.me()).csrf_token),
    })
    const calls = createConsoleClient(created)
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws'
    const line = createLive({
      url: `${scheme}://${location.host}/ws/console`,
      csrfToken: created.csrfToken,
    })
    return { http: created, client: calls, live: line }
  }, [])

  const accept = useCallback(
    (staff: StaffMe) => {
      http.setCsrfToken(staff.csrf_token)
      setMe(staff)
      setExpired(false)
      live.stop()
      live.start()
      waiting.current?.resolve()
      waiting.current = null
    },
    [http, live],
  )

  const start = useCallback(() => {
    setStartError(null)
    client.me().then(accept, (error: unknown) => {
      if (error instanceof ApiError && error.status === 401) setMe(null)
      else setStartError(error)
    })
  }, [client, accept])
  useEffect(start, [start])

  const signIn = useCallback(
    async (body: SignIn) => accept(await client.signIn(body)),
    [client, accept],
  )
  const signOut = useCallback(async () => {
    live.stop()
    await client.signOut().catch(() => null)
    waiting.current?.reject(new Error('signed out'))
    waiting.current = null
    sessionStorage.clear()
    setExpired(false)
    setMe(null)
    location.hash = ''
  }, [client, live])

  return { me, startError, retryStart: start, expired, client, live, signIn, signOut }
}

function createWaiting(): Waiting {
  let resolve: () => void = () => {}
  let reject: (error: unknown) => void = () => {}
  const promise = new Promise<void>((yes, no) => {
    resolve = yes
    reject = no
  })
  // A screen that has gone meanwhile no longer waits for the answer.
  promise.catch(() => {})
  return { promise, resolve, reject }
}
