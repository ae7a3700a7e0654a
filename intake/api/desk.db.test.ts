import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Role } from '../../dispatch/order/roles.ts'
import type { ConsoleSession } from '../testing/console-session.ts'
import { dispatchRequest, fileRequest, lookUp } from '../testing/play-thread.ts'
import { createTestApp, type TestApp } from '../testing/test-app.ts'

const deskRoles: readonly Role[] = ['dispatcher', 'unit', 'administrator']

let site: TestApp
const sessions = new Map<Role, ConsoleSession>()
beforeAll(async () => {
  site = await createTestApp()
  for (const role of deskRoles) {
    sessions.set(role, await site.staff([role], role === 'unit' ? '甲区一街道' : undefined))
  }
})
afterAll(() => site?.close())
const as = (role: Role) => sessions.get(role) as ConsoleSession

describe('the desk', () => {
  test('queue, request, dispatch, row scope, acknowledge, reply, reveal with its purpose', async () => {
    const chat = await site.chat()
    const first = await chat.say('一街道2号楼电梯坏了三天，我的电话13800138000')
    await chat.answerTo(first.seq)
    const { seq } = await chat.say('不用保密', { choice: 'confidential-no' })
    const card = (await chat.answerTo(seq)).cards[0]
    if (card?.type !== 'draft') throw new Error('no card')
    chat.send({
      type: 'draft-confirm',
      client_message_id: 'desk-confirm',
      draft_id: card.draft_id,
      draft_version: card.version,
    })
    const receipt = await chat.waitFor(
      (f): f is Extract<typeof f, { type: 'turn' }> =>
        f.type === 'turn' && f.outcome === 'request_filed',
    )
    const { request_no, query_code } = receipt.cards[0] as {
      request_no: string
      query_code: string
    }
    const { sent, detail } = await dispatchRequest(as('dispatcher'), request_no)
    expect(detail.messages.map((m) => m.text).join()).not.toContain('13800138000')
    expect(detail.has_contact).toBe(true)

    const stranger = await site.staff(['unit'], '甲区二街道')
    expect((await stranger.call('GET', `/console/orders/${sent.order_id}`)).status).toBe(404)
    expect(await stranger.get('/console/orders')).toMatchObject({ items: [] })
    const intrusion = await stranger.call(
      'POST',
      `/console/orders/${sent.order_id}/actions/acknowledge`,
      {
        client_action_id: 'not-my-order',
        order_version: 2,
      },
    )
    expect(intrusion.status).toBe(404)

    const unit = as('unit')
    const order = await unit.get<{ order_version: number; may_reveal: boolean }>(
      `/console/orders/${sent.order_id}`,
    )
    expect(order.may_reveal).toBe(true)
    const took = await unit.post<{ order_version: number }>(
      `/console/orders/${sent.order_id}/actions/acknowledge`,
      { client_action_id: 'acknowledge-1', order_version: order.order_version },
    )
    await unit.post(`/console/orders/${sent.order_id}/actions/reply`, {
      client_action_id: 'reply-it-1',
      order_version: took.order_version,
      text: '已修好',
      resolution: 'solved',
    })
    expect(
      await unit.post(`/console/orders/${sent.order_id}/reveal`, { purpose: '联系核实' }),
    ).toEqual({
      name: null,
      phone: '13800138000',
    })
    const audit = await site.database.db
      .selectFrom('audit_events')
      .select(['purpose'])
      .where('action', '=', 'requester.revealed')
      .execute()
    expect(audit).toEqual([{ purpose: '联系核实' }])
    expect(await lookUp(site.url, { request_no, query_code })).toMatchObject({ reply: '已修好' })
    await expect
      .poll(() =>
        chat
          .turns()
          .filter((t) => t.sender === 'system')
          .map((t) => t.text),
      )
      .toEqual([
        expect.stringContaining('timeline.dispatched'),
        expect.stringContaining('timeline.acknowledged'),
        expect.stringContaining('已修好'),
      ])
    chat.close()
  })

  test('a wrong code tells nothing, and is tried a few times a minute only', async () => {
    const limited = await createTestApp({ limits: { lookupsPerMinute: 3 } })
    const tryOnce = (code: string) =>
      limited.app.inject({
        method: 'POST',
        url: '/api/v1/requests/progress',
        payload: { request_no: '202601010000018', query_code: code },
      })
    for (const code of ['AAAAAAAAAA', 'BBBBBBBBBB', 'CCCCCCCCCC']) {
      expect((await tryOnce(code)).json()).toMatchObject({ code: 'request.not-found' })
    }
    const fourth = await tryOnce('DDDDDDDDDD')
    expect(fourth.statusCode).toBe(429)
    expect(fourth.json()).toMatchObject({ code: 'http.too-many' })
    expect(fourth.json().message).toMatch(/\d+ 秒/)
    await limited.close()
  })

  test('options come once and are then not modified', async () => {
    const { cookie } = as('unit')
    const first = await site.app.inject({ url: '/api/v1/console/options', headers: { cookie } })
    expect(first.json()).toMatchObject({
      places: [
        { district: '甲区', subdistricts: ['甲区一街道', '甲区二街道'] },
        { district: '乙区' },
      ],
    })
    expect(first.json().classes[1]).toMatchObject({
      code: '0102',
      path: ['住房', '电梯'],
      pinyin: 'dt',
    })
    const etag = String(first.headers.etag)
    const again = await site.app.inject({
      url: '/api/v1/console/options',
      headers: { cookie, 'if-none-match': etag },
    })
    expect(again.statusCode).toBe(304)
    expect(again.body).toBe('')
  })

  test('dead jobs are seen and run again', async () => {
    const { db } = site.database
    const id = '01900000-0000-7000-8000-000000000001'
    const now = new Date()
    await db
      .insertInto('jobs')
      .values({
        id,
        name: 'dispatch.announce-event',
        payload: { order_id: id, seq: 1 },
        state: 'dead',
        run_at: now,
        created_at: now,
        last_error: 'Error: it broke',
      })
      .execute()
    const admin = as('administrator')
    expect(await admin.get('/console/jobs')).toMatchObject({
      items: [{ id, state: 'dead', last_error: 'Error: it broke' }],
    })
    expect((await admin.call('POST', `/console/jobs/${id}/retry`)).status).toBe(204)
    expect((await admin.call('POST', `/console/jobs/${id}/retry`)).status).toBe(404)
  })

  test('a request of the queue is seen live by the desk, and not by the units', async () => {
    const { fileIt, heard, stop } = await listenTo(['dispatcher', 'unit'])
    await fileIt()
    await expect.poll(() => heard('dispatcher').map((f) => f.type)).toContain('request-arrived')
    expect(heard('unit').map((f) => f.type)).not.toContain('request-arrived')
    stop()
  })
})

async function listenTo(roles: readonly Role[]) {
  const { WebSocket } = await import('ws')
  const frames = new Map<Role, { type: string }[]>()
  const sockets = await Promise.all(
    roles.map(async (role) => {
      const { cookie, csrf } = as(role)
      const socket = new WebSocket(`${site.url.replace('http', 'ws')}/ws/console`, {
        headers: { cookie, origin: site.url },
      })
      const seen: { type: string }[] = []
      frames.set(role, seen)
      socket.on('message', (data) => seen.push(JSON.parse(String(data))))
      await new Promise((resolve) => socket.once('open', resolve))
      socket.send(JSON.stringify({ v: 1, type: 'hello', csrf_token: csrf }))
      await expect.poll(() => seen).toMatchObject([{ type: 'welcome' }])
      return socket
    }),
  )
  return {
    fileIt: async () => {
      const { chat } = await fileRequest(site.chatUrl, '甲区一街道电梯坏了三天没人修')
      chat.close()
    },
    heard: (role: Role) => frames.get(role) ?? [],
    stop: () => {
      for (const socket of sockets) socket.close()
    },
  }
}
