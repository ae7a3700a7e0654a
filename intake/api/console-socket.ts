import type { Config } from '../../db/kernel/config.ts'
import { AppError } from '../../db/kernel/errors.ts'
import type { PubSub } from '../../db/pubsub/pubsub.ts'
import type { Role } from '../../dispatch/order/roles.ts'
import { closeCodes } from '../conversation/chat-limits.ts'
import type { App } from '../http/app-types.ts'
import { keepAlive } from '../http/keep-alive.ts'
import { isOwnOrigin } from '../http/origin.ts'
import { isSameToken, SESSION_COOKIE } from '../http/session-guard.ts'
import {
  type ConsoleServerFrame,
  consoleClientFrame,
  consoleServerFrame,
} from '../protocol/console-api.ts'
import { loadSession, type SessionDeps } from '../staff/session.ts'
import type { StaffSession } from '../staff/staff-view.ts'
import { reviewScreen } from './who-may.ts'

const HEARTBEAT_SECONDS = 25
const HELLO_MS = 10_000

export type ConsoleSocketDeps = SessionDeps & {
  config: Pick<Config, 'publicUrl'>
  pubsub: Pick<PubSub, 'subscribe'>
}

/** A handling unit is woken for orders only: requests and alarms carry citizens' words of the whole city. */
function mayHear(roles: readonly Role[], frame: ConsoleServerFrame): boolean {
  if (frame.type === 'order-changed') return true
  return roles.some((role) => reviewScreen.includes(role))
}

function readHello(data: string): { csrf_token: string } | 'ping' | null {
  try {
    const parsed = consoleClientFrame.safeParse(JSON.parse(data))
    if (!parsed.success) return null
    return parsed.data.type === 'ping' ? 'ping' : { csrf_token: parsed.data.csrf_token }
  } catch {
    return null
  }
}

/** `/ws/console`: hints that something changed; screens then read it over REST, under their own rights. */
export function registerConsoleSocket(app: App, deps: ConsoleSocketDeps): void {
  const { config, pubsub } = deps
  app.get(
    '/ws/console',
    {
      websocket: true,
      config: { rateLimit: false },
      preValidation: async (request) => {
        const own = { host: request.host, publicUrl: config.publicUrl }
        if (!isOwnOrigin(request.headers.origin, own)) throw new AppError('http.origin-refused')
        request.staff = await loadSession(deps, request.cookies[SESSION_COOKIE])
        if (!request.staff) throw new AppError('staff.signed-out')
      },
    },
    (socket, request) => {
      const session = request.staff as StaffSession
      const cookie = request.cookies[SESSION_COOKIE]
      const send = (frame: ConsoleServerFrame) => socket.send(JSON.stringify(frame))
      const leave = () => socket.close(closeCodes.signedOut, 'staff.signed-out')
      let unsubscribe = () => {}
      const late = setTimeout(leave, HELLO_MS)
      const greet = () => {
        clearTimeout(late)
        unsubscribe()
        unsubscribe = pubsub.subscribe('console', (message) => {
          const frame = consoleServerFrame.safeParse(message)
          if (frame.success && mayHear(session.roles, frame.data)) send(frame.data)
        })
        send({ v: 1, type: 'welcome' })
      }
      socket.on('message', (data, isBinary) => {
        const frame = isBinary ? null : readHello(String(data))
        if (frame === 'ping') return send({ type: 'pong' })
        if (!frame || !isSameToken(frame.csrf_token, session.csrfToken)) return leave()
        greet()
      })
      socket.on('close', () => {
        clearTimeout(late)
        unsubscribe()
      })
      const checkStillSignedIn = () => {
        loadSession(deps, cookie).then(
          (still) => still ?? leave(),
          (err: unknown) => request.log.warn({ err }, 'session not checked; the next beat will'),
        )
      }
      keepAlive(socket, { seconds: HEARTBEAT_SECONDS, onBeat: checkStillSignedIn })
    },
  )
}
