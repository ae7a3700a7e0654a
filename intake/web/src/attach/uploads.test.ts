import { expect, test, vi } from 'vitest'
import { createMemoryFiles } from './file-store.ts'
import type { SendFile, SendResult } from './send-file.ts'
import { createUploads } from './uploads.ts'

const attachment = (id: string) => ({ attachment: { id } }) as unknown as SendResult
const photo = (name: string, bytes = 10) =>
  new File([new Uint8Array(bytes)], name, { type: 'video/mp4' })

/** Uploads whose answers the test gives. */
async function setUp({ token = 'token-1' as string | null, store = createMemoryFiles() } = {}) {
  const asked: { id: string; answer: (result: SendResult) => void; cancelled: boolean }[] = []
  const send: SendFile = ({ id }) => {
    const one = { id, answer: (_: SendResult) => {}, cancelled: false }
    const result = new Promise<SendResult>((resolve) => {
      one.answer = resolve
    })
    asked.push(one)
    return {
      result,
      cancel: () => {
        one.cancelled = true
      },
    }
  }
  let count = 0
  const state = { token }
  const onArrived = vi.fn()
  const uploads = createUploads({
    store,
    token: () => state.token,
    send,
    shrink: async (file) => file,
    newId: () => {
      count += 1
      return `file-${count}`
    },
    onArrived,
    most: 3,
    mostBytes: () => 100,
  })
  await uploads.restore(new Set())
  return { uploads, asked, state, store, onArrived }
}
const settle = () => new Promise((resolve) => setTimeout(resolve, 0))

test('a file goes up at once, and its message has its id when it has arrived', async () => {
  const { uploads, asked, onArrived, store } = await setUp()
  expect(await uploads.add([photo('a.mp4')])).toBeNull()
  uploads.assign(['file-1'], 'message-1')
  expect(uploads.attachmentIds(['file-1'])).toBeNull()
  onArrived.mockClear()
  asked[0]?.answer(attachment('att-1'))
  await settle()
  expect(onArrived).toHaveBeenCalled()
  expect(uploads.attachmentIds(['file-1'])).toEqual(['att-1'])
  uploads.forget(['file-1'])
  expect(await store.all()).toEqual([])
})

test('two go at once, one that fails waits for a press, one that the network drops tries again', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout'] })
  try {
    const { uploads, asked } = await setUp()
    await uploads.add([photo('a.mp4'), photo('b.mp4'), photo('c.mp4')])
    expect(asked.map(({ id }) => id)).toEqual(['file-1', 'file-2'])
    asked[0]?.answer({ problem: '这种文件不能上传', later: false })
    asked[1]?.answer({ problem: '网络不通', later: true })
    await vi.advanceTimersByTimeAsync(0)
    const states = () => uploads.list().map(({ state }) => state)
    expect(states()).toEqual(['failed', 'waiting', 'uploading'])
    await vi.advanceTimersByTimeAsync(1000)
    expect(states()).toEqual(['failed', 'uploading', 'uploading'])
    uploads.retry('file-1')
    expect(states()[0]).toBe('waiting')
    asked.at(-1)?.answer(attachment('att'))
    await vi.advanceTimersByTimeAsync(0)
    expect(asked.filter(({ id }) => id === 'file-1')).toHaveLength(2)
  } finally {
    vi.useRealTimers()
  }
})

test('too many and too large are said, and the rest is taken', async () => {
  const { uploads } = await setUp()
  expect(await uploads.add([photo('big.mp4', 101), photo('a.mp4')])).toContain('文件太大')
  expect(await uploads.add([photo('b.mp4'), photo('c.mp4'), photo('d.mp4')])).toContain(
    '最多带 3 个',
  )
  expect(uploads.list().map(({ name }) => name)).toEqual(['a.mp4', 'b.mp4', 'c.mp4'])
})

test('nothing goes before there is a conversation, and all of it when there is', async () => {
  const { uploads, asked, state } = await setUp({ token: null })
  await uploads.add([photo('a.mp4')])
  expect(asked).toEqual([])
  state.token = 'token-1'
  uploads.wake()
  expect(asked).toHaveLength(1)
})

test('what arrived in a conversation that was left goes up again into the new one', async () => {
  const { uploads, asked, state } = await setUp()
  await uploads.add([photo('a.mp4')])
  asked[0]?.answer(attachment('att-1'))
  await settle()
  state.token = 'token-2'
  expect(uploads.attachmentIds(['file-1'])).toBeNull()
  asked[1]?.answer(attachment('att-2'))
  await settle()
  expect(uploads.attachmentIds(['file-1'])).toEqual(['att-2'])
})

test('a reload brings back what was not sent, and drops what its message has delivered', async () => {
  const first = await setUp()
  await first.uploads.add([photo('lying.mp4'), photo('queued.mp4'), photo('delivered.mp4')])
  first.uploads.assign(['file-2'], 'message-1')
  first.uploads.assign(['file-3'], 'message-gone')
  const { uploads } = await setUp({ store: first.store })
  await uploads.restore(new Set(['message-1']))
  await settle()
  const again = await setUp({ store: first.store })
  expect(again.uploads.list().map(({ name }) => name)).toEqual(['lying.mp4'])
})

test('a file that is taken away holds back its message no longer', async () => {
  const { uploads, asked } = await setUp()
  await uploads.add([photo('a.mp4'), photo('b.mp4')])
  asked[0]?.answer(attachment('att-1'))
  await settle()
  uploads.cancel('file-2')
  expect(asked[1]?.cancelled).toBe(true)
  expect(uploads.attachmentIds(['file-1', 'file-2'])).toEqual(['att-1'])
})
