import type { FastifyRequest } from 'fastify'
import type { Database } from '../../db/client.ts'
import type { Clock } from '../../db/kernel/clock.ts'
import type { Limits } from '../http/limits.ts'
import type { Library } from './library.ts'
import type { MapSource } from './map-page.ts'
import type { NoticeUse } from './notice-use.ts'
import type { PointLookup } from './point-lookup.ts'
import type { PointParams } from './schemas.ts'

/** What the public pages and their interface are made of. */
export interface PublicDeps {
  library: Library
  lookUpPoints(query: PointParams): PointLookup
  database: Pick<Database, 'db'>
  clock: Clock
  use: NoticeUse
  limits: Limits
  map: MapSource
  /** `https://host` as the visitor sees it. */
  origin(request: FastifyRequest): string
}
