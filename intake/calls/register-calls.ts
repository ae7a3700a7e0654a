import { type CallRouteDeps, registerCallRoutes } from '../api/call-routes.ts'
import type { App } from '../http/app-types.ts'
import { type CallSocketDeps, registerCallSocket } from './call-socket.ts'
import { registerScreenSocket, type ScreenSocketDeps } from './screen-socket.ts'
import { createUnderstandSoon, type UnderstandSoonDeps } from './understand-soon.ts'

export type CallDeps = Omit<CallRouteDeps & CallSocketDeps, 'understandSoon'> &
  ScreenSocketDeps &
  UnderstandSoonDeps

/** Phone calls: telephone systems' line and route, the operators' screen and its line (R8, R10). */
export function registerCalls(app: App, deps: CallDeps): void {
  const understandSoon = createUnderstandSoon(deps)
  const withQueue = { ...deps, understandSoon }
  registerCallRoutes(app, withQueue)
  registerCallSocket(app, withQueue)
  registerScreenSocket(app, deps)
  // What is being understood is written before the database closes.
  app.addHook('onClose', () => understandSoon.settled())
}
