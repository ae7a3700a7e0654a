import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import { jsonSchemaTransform } from 'fastify-type-provider-zod'
import type { App } from './app-types.ts'
import { contentSecurityPolicy } from './content-security-policy.ts'

/** OpenAPI 3.1 from the routes' own schemas, at /api/docs and /api/docs/json. */
export async function registerOpenApi(app: App, { tls }: { tls: boolean }): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'jiesu',
        version: '1',
        description:
          'REST interface of the hotline. The chat protocol is described in docs/protocol.md. Staff sign in at ' +
          '/api/v1/staff/sign-in and repeat the csrf_token of the answer in the header x-csrf-token with every write.',
      },
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: 'jiesu_session' },
          csrf: { type: 'apiKey', in: 'header', name: 'x-csrf-token' },
        },
      },
    },
    transform: jsonSchemaTransform,
  })
  await app.register(swaggerUi, {
    routePrefix: '/api/docs',
    staticCSP: contentSecurityPolicy({ host: undefined, tls }),
    uiConfig: { supportedSubmitMethods: ['get'] },
  })
}
