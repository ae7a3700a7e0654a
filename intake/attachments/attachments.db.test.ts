import { mkdtemp } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../testing/test-app.ts'

/** Speaks clamd's INSTREAM: what contains VIRUS is one, what contains SILENT gets no answer. */
function startScanner(): Promise<Server> {
  const server = createServer((socket) => {
    const parts: Buffer[] = []
    socket.on('error', () => {})
    socket.on('data', (part) => {
      parts.push(part)
      const all = Buffer.concat(parts)
      if (all.subarray(-4).readUInt32BE() !== 0) return
      if (all.includes('SILENT')) socket.destroy()
      else socket.end(all.includes('VIRUS') ? 'stream: Test-Signature FOUND\0' : 'stream: OK\0')
    })
  })
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)))
}

let site: TestApp
let scanner: Server
let token: string

beforeAll(async () => {
  scanner = await startScanner()
  const { port } = scanner.address() as AddressInfo
  site = await createTestApp({
    env: {
      ATTACHMENTS_DIR: await mkdtemp(join(tmpdir(), 'attachments-')),
      ATTACHMENT_MAX_MB: '1',
      CLAMD_URL: `tcp://127.0.0.1:${port}`,
    },
  })
  token = (await site.chat()).resumeToken
})
afterAll(async () => {
  await site.close()
  scanner.close()
})

let uploads = 0
async function upload(data: Buffer, options: { name?: string; id?: string; token?: string } = {}) {
  const body = new FormData()
  body.append('file', new Blob([new Uint8Array(data)]), options.name ?? '照片.jpg')
  uploads += 1
  const response = await fetch(`${site.url}/api/v1/chat/attachments`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${options.token ?? token}`,
      'x-client-attachment-id': options.id ?? `upload-${String(uploads).padStart(6, '0')}`,
    },
    body,
  })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

const photo = () =>
  sharp({ create: { width: 3000, height: 1000, channels: 3, background: '#336699' } })
    .withExif({ IFD0: { Make: 'SecretCamera' }, IFD3: { GPSLatitude: '39/1 54/1 0/1' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer()

describe('attachments', () => {
  it('are encoded anew, without position and camera, turned as the phone meant', async () => {
    const original = await photo()
    expect((await sharp(original).metadata()).exif).toBeDefined()
    const { status, body } = await upload(original, { name: '../../etc/楼道.png' })
    expect(status).toBe(201)
    expect(body).toMatchObject({ kind: 'image', media_type: 'image/jpeg', name: '楼道.png' })
    const response = await fetch(`${site.url}${body['url']}`)
    expect(response.headers.get('content-type')).toBe('image/jpeg')
    expect(response.headers.get('content-security-policy')).toContain('sandbox')
    const stored = await sharp(Buffer.from(await response.arrayBuffer())).metadata()
    expect(stored.exif).toBeUndefined()
    expect([stored.width, stored.height]).toEqual([853, 2560])
    const small = await fetch(`${site.url}${body['thumbnail_url']}`)
    expect((await sharp(Buffer.from(await small.arrayBuffer())).metadata()).height).toBe(320)
  })
  it('are stored once for one client id', async () => {
    const data = await photo()
    const [first, second] = await Promise.all([
      upload(data, { id: 'same-upload' }),
      upload(data, { id: 'same-upload' }),
    ])
    expect([first.status, second.status]).toEqual([201, 201])
    expect(first.body['id']).toBe(second.body['id'])
  })
  it.each([
    [
      'a script in a picture’s name',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
      415,
      'attachment.type-refused',
    ],
    [
      'a page',
      Buffer.from('<!doctype html><script>alert(1)</script>'),
      415,
      'attachment.type-refused',
    ],
    ['a program', Buffer.from('MZ\x90\0\x03'), 415, 'attachment.type-refused'],
    ['nothing', Buffer.alloc(0), 400, 'attachment.empty'],
    [
      'half a picture',
      Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(500)]),
      422,
      'attachment.unreadable',
    ],
    ['too much', Buffer.alloc(2 * 1024 * 1024, 1), 413, 'attachment.too-large'],
    ['a virus', Buffer.from('%PDF-1.7 VIRUS'), 422, 'attachment.infected'],
    [
      'what could not be scanned',
      Buffer.from('%PDF-1.7 SILENT'),
      503,
      'attachment.scan-unavailable',
    ],
  ])('refuse %s', async (_what, data, status, code) => {
    const refused = await upload(data)
    expect([refused.status, refused.body['code']]).toEqual([status, code])
    expect(refused.body['message']).toMatch(/\p{Script=Han}/u)
  })
  it('keep a paper, to be saved and not opened in the page', async () => {
    const { body } = await upload(Buffer.from('%PDF-1.7\n1 0 obj'), { name: '合同.pdf' })
    const response = await fetch(`${site.url}${body['url']}`)
    expect(response.headers.get('content-disposition')).toContain('attachment')
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  })
  it('open to nobody without the token or with an address that was changed', async () => {
    expect((await upload(await photo(), { token: 'x'.repeat(43) })).status).toBe(404)
    const { body } = await upload(await photo())
    const url = `${site.url}${body['url']}`
    expect((await fetch(url.replace(/until=\d+/, 'until=99999999'))).status).toBe(404)
    expect((await fetch(url.replace('size=full', 'size=thumbnail'))).status).toBe(404)
  })
})
