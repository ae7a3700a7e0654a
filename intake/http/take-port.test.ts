import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { expect, it } from 'vitest'
import { requireAddress } from './take-port.ts'

const host = '127.0.0.1'

it('says at once which port is taken, and leaves a free one free', async () => {
  const other = createServer().listen(0, host)
  await once(other, 'listening')
  const { port } = other.address() as AddressInfo
  await expect(requireAddress({ host, port })).rejects.toMatchObject({
    code: 'http.port-in-use',
    message: expect.stringContaining(String(port)),
  })
  other.close()
  await once(other, 'close')
  await requireAddress({ host, port })
  await requireAddress({ host, port })
})

it('names an address that this machine does not have', async () => {
  await expect(requireAddress({ host: '203.0.113.7', port: 0 })).rejects.toMatchObject({
    code: 'http.host-unknown',
  })
})
