import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { expect, it, vi } from 'vitest'
import { openRedis } from './open-redis.ts'

it('says once that Redis is away, and nothing of what is cut by a close', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  const open = () => {
    const warn = vi.fn()
    const log = { warn, info: vi.fn() } as never
    return { warn, ...openRedis(`redis://127.0.0.1:${port}`, { log, failFast: true }) }
  }
  const away = open()
  let errors = 0
  away.client.on('error', () => {
    errors += 1
  })
  await expect.poll(() => errors).toBeGreaterThan(1)
  expect(away.warn).toHaveBeenCalledOnce()
  away.disconnect()

  const closed = open()
  closed.disconnect()
  // A greeting that was under way fails after the close.
  closed.client.emit('error', new Error("Stream isn't writeable"))
  expect(closed.warn).not.toHaveBeenCalled()
})
