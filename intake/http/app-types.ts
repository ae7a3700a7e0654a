import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { Role } from '../../dispatch/order/roles.ts'
import type { StaffSession } from '../staff/staff-view.ts'

/** The app as routes see it: schemas are zod, and handlers get their types from them. */
export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  ZodTypeProvider
>

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who may call the route. Every route under /api/v1/console declares it; absent elsewhere means everybody. */
    roles?: readonly Role[]
  }
  interface FastifyRequest {
    /** Set by the session guard on routes that declare roles. */
    staff: StaffSession | null
  }
}
