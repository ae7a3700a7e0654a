import { access, mkdtemp, utimes } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../db/kernel/ids.ts'
import { waitUntil } from '../../db/testing/wait-until.ts'
import { type ChatClient, newClientMessageId } from '../client/chat-client.ts'
import type {
  Attachment,
  Card,
  ClientFrame,
  ServerFrame,
  TurnFrame,
} from '../protocol/chat-frames.ts'
import type { OrderDetail, OrderItem, RequestDetail } from '../protocol/console-api.ts'
import type { ReceptionDetail } from '../protocol/reception-api.ts'
import { nowhere } from '../testing/make-proposal.ts'
import { dispatchRequest, findInQueue } from '../testing/play-thread.ts'
import { createTestApp, type TestApp, wordProposer } from '../testing/test-app.ts'
import { createAttachmentFiles, foldersOfHour } from './attachment-files.ts'
import { listOfRequest } from './attachment-view.ts'
import { planAttachmentCleaning } from './clean-attachments-job.ts'

let site: TestApp
let dir: string
let ahead = 0
const pin = { lng: 116.4074, lat: 39.9042, accuracy: 30 }

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'attachments-'))
  site = await createTestApp({
    env: { ATTACHMENTS_DIR: dir },
    clock: { now: () => new Date(Date.now() + ahead) },
    // Where the words are silent, a position is in the first street.
    propose: async (input) => {
      const proposal = await wordProposer(input)
      const parts = input.text.split('；').map((text) => ({ ...proposal, text }))
      if (parts.length > 1) return { ...proposal, parts }
      if (proposal.place.district !== null || !input.known?.pin) return proposal
      const matched = `${input.known.pin.lng},${input.known.pin.lat}`
      const street = { district: '甲区', subdistrict: '甲区一街道', community: null }
      const near = { ...street, level: 'subdistrict' as const, code: '990101001', score: 0.9 }
      const candidates = [{ ...near, matched, span: null, how: '定位' }]
      return { ...proposal, missing: [], place: { ...nowhere, ...street, candidates } }
    },
  })
})
afterAll(() => site.close())

async function upload(chat: ChatClient, name = '楼道.jpg'): Promise<Attachment> {
  const picture = sharp({ create: { width: 60, height: 40, channels: 3, background: '#336699' } })
  const body = new FormData()
  body.append('file', new Blob([new Uint8Array(await picture.jpeg().toBuffer())]), name)
  const response = await fetch(`${site.url}/api/v1/chat/attachments`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${chat.resumeToken}`,
      'x-client-attachment-id': newClientMessageId(),
    },
    body,
  })
  return (await response.json()) as Attachment
}

type Sent = Omit<Extract<ClientFrame, { type: 'message-send' }>, 'type' | 'client_message_id'>
type Ack = Extract<ServerFrame, { type: 'ack' }>
type Refusal = Extract<ServerFrame, { type: 'error' }>

async function send(chat: ChatClient, message: Sent): Promise<Ack | Refusal> {
  const client_message_id = newClientMessageId()
  chat.send({ type: 'message-send', client_message_id, ...message })
  return chat.waitFor((f): f is Ack | Refusal => {
    return (f.type === 'ack' || f.type === 'error') && f.client_message_id === client_message_id
  })
}

async function answer(chat: ChatClient, message: Sent) {
  const sent = await send(chat, message)
  if (sent.type === 'error') throw new Error(sent.code)
  return chat.answerTo(sent.seq)
}

const receiptOf = (cards: readonly Card[]) => cards.find((card) => card.type === 'receipt')

const filesOf = async (requestNo: string) => {
  const { db } = site.database
  const { id } = await db
    .selectFrom('service_requests')
    .select('id')
    .where('request_no', '=', requestNo)
    .executeTakeFirstOrThrow()
  return (await listOfRequest(db, id)).map(({ name }) => name)
}

describe('what is sent with a message', () => {
  it('of two demands goes with both, and what comes later with the one at hand', async () => {
    const chat = await site.chat()
    const both = await upload(chat, '两件事.jpg')
    const text = '一街道2号楼电梯坏了三天；一街道2号楼门口乱停共享单车'
    await answer(chat, { text, attachments: [both.id] })
    await chat.waitFor((f): f is TurnFrame => f.type === 'turn' && f.asks === 'contact')
    const own = await upload(chat, '电梯.jpg')
    await answer(chat, { text: '', attachments: [own.id] })
    await answer(chat, { text: '不留电话', choice: 'skip' })
    const summary = await chat.waitFor(
      (f): f is TurnFrame => f.type === 'turn' && f.asks === 'confirm',
    )
    const drafts = summary.cards.filter((card) => card.type === 'draft')
    const counts = drafts.map((card) => card.attachments?.map(({ count }) => count))
    expect(counts.sort()).toEqual([[1], [1, 1]])
    const { seq } = summary
    await answer(chat, { text: '全部提交', choice: 'confirm' })
    const filedAfter = () =>
      chat.turns().filter((t) => t.seq > seq && t.outcome === 'request_filed')
    await waitUntil(async () => filedAfter().length === 2)
    const filed = filedAfter()
    const receipts = filed.flatMap((t) => t.cards.filter((card) => card.type === 'receipt'))
    const names = await Promise.all(receipts.map((card) => filesOf(card.request_no)))
    expect(names.sort((a, b) => a.length - b.length)).toEqual([
      ['两件事.jpg'],
      ['两件事.jpg', '电梯.jpg'],
    ])
    chat.close()
  })

  it('goes from the chat with the request to the dispatcher and to the unit', async () => {
    const chat = await site.chat()
    const first = await upload(chat)
    const asked = await answer(chat, { text: '', attachments: [first.id] })
    expect(asked.text).toContain('sent.files')
    const second = await upload(chat, '电梯.jpg')
    const where = await answer(chat, { text: '电梯坏了三天没人修', attachments: [second.id], pin })
    expect(where).toMatchObject({ asks: 'address', text: expect.stringContaining('ask.pin') })
    const [place] = where.quick_replies
    const contact = await answer(chat, { text: place?.label ?? '', choice: place?.value ?? '' })
    expect(contact.asks).toBe('contact')
    const summary = await answer(chat, { text: '跳过', choice: 'skip' })
    expect(summary.cards[0]).toMatchObject({ type: 'draft', pin, address: '甲区一街道' })
    const filed = await answer(chat, { text: '确认' })
    const receipt = receiptOf(filed.cards)
    if (receipt?.type !== 'receipt') throw new Error('no receipt')

    const again = await site.chat({ resumeToken: chat.resumeToken })
    await again.waitFor((f): f is ServerFrame => f.type === 'turn' && f.seq === filed.seq)
    const sent = again.turns().filter((turn) => turn.attachments)
    expect(sent.map((turn) => turn.attachments?.map(({ id }) => id))).toEqual([
      [first.id],
      [second.id],
    ])
    expect(sent[1]?.pin).toEqual(pin)
    const url = sent[0]?.attachments?.[0]?.thumbnail_url ?? ''
    expect((await fetch(site.url + url)).status).toBe(200)

    const desk = await site.staff(['dispatcher'])
    const item = await findInQueue(desk, receipt.request_no)
    const detail = await desk.get<RequestDetail>(`/console/requests/${item.request_id}`)
    expect(detail.attachments.map(({ name }) => name)).toEqual(['楼道.jpg', '电梯.jpg'])
    expect(detail.pin).toEqual(pin)
    await dispatchRequest(desk, receipt.request_no)
    const unit = await site.staff(['unit'], '990101001')
    const [order] = (await unit.get<{ items: OrderItem[] }>('/console/orders')).items
    const seen = await unit.get<OrderDetail>(`/console/orders/${order?.order_id}`)
    expect(seen.attachments).toHaveLength(2)
    expect(seen.pin).toEqual(pin)
    chat.close()
    again.close()
  })

  it('is seen by the operator who takes the talk over', async () => {
    const chat = await site.chat()
    const file = await upload(chat)
    await answer(chat, { text: '', attachments: [file.id], pin })
    await answer(chat, { text: '转人工' })
    const operator = await site.staff(['operator'])
    const path = `/console/reception/${chat.conversationId}`
    const { messages } = await operator.get<ReceptionDetail>(path)
    const [said] = messages.filter((message) => message.attachments.length > 0)
    expect(said).toMatchObject({ text: '', pin, attachments: [{ name: '楼道.jpg' }] })
    expect((await fetch(site.url + said?.attachments[0]?.thumbnail_url)).status).toBe(200)
    chat.close()
  })

  it('is refused whole where an upload is unknown or another conversation’s', async () => {
    const [mine, other] = [await site.chat(), await site.chat()]
    const foreign = await upload(other)
    const refused = await send(mine, { text: '看照片', attachments: [foreign.id] })
    expect(refused).toMatchObject({ type: 'error', code: 'attachment.unknown', fatal: false })
    expect(mine.turns().some((turn) => turn.text === '看照片')).toBe(false)
    const empty = await send(mine, { text: ' ' })
    expect(empty).toMatchObject({ code: 'chat.text-empty' })
    const many = await send(mine, { text: '', attachments: Array(10).fill(foreign.id) })
    expect(many).toMatchObject({ code: 'chat.frame-invalid' })
    mine.close()
    other.close()
  })

  it('is removed after a day where no message named it, and kept where one did', async () => {
    const chat = await site.chat()
    const [kept, forgotten] = [await upload(chat), await upload(chat)]
    await send(chat, { text: '', attachments: [kept.id] })
    const files = createAttachmentFiles(dir)
    const there = (id: string) =>
      access(join(dir, files.pathOf(id, 'full'))).then(
        () => true,
        () => false,
      )
    ahead = 25 * 3_600_000
    const now = site.deps.clock.now()
    // A crash between file and row leaves files that nobody knows; one that is being written now stays.
    const folders = foldersOfHour(now)
    const [stray = '', writing = ''] = folders.map((folder) => `${newId().slice(0, -2)}${folder}`)
    await files.write(stray, 'full', Buffer.from('x'))
    await files.write(writing, 'full', Buffer.from('x'))
    await utimes(join(dir, files.pathOf(writing, 'full')), now, now)
    await planAttachmentCleaning(site.database.db, now, now)
    await site.runJobs()
    ahead = 0
    await expect.poll(() => there(forgotten.id)).toBe(false)
    await expect.poll(() => there(stray)).toBe(false)
    expect(await there(writing)).toBe(true)
    expect(await there(kept.id)).toBe(true)
    const rows = await site.database.db.selectFrom('attachments').select('id').execute()
    expect(rows.map(({ id }) => id)).not.toContain(forgotten.id)
    chat.close()
  })
})
