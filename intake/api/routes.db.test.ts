import type { InjectOptions } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Role, staffRoles } from '../../dispatch/order/roles.ts'
import type { ConsoleSession } from '../testing/console-session.ts'
import { dispatchRequest, fileRequest, lookUp } from '../testing/play-thread.ts'
import { createTestApp, type TestApp } from '../testing/test-app.ts'

const NOBODY = '00000000-0000-7000-8000-000000000000'
const everybody = [...staffRoles]
const receiving: Role[] = ['operator', 'reviewer']
const alarmed: Role[] = ['operator', 'dispatcher', 'reviewer']
const review: Role[] = ['operator', 'dispatcher', 'reviewer', 'supervisor']
const takingCalls: Role[] = ['operator', 'reviewer', 'supervisor']
const answering: Role[] = ['operator']
const dispatching: Role[] = ['dispatcher', 'reviewer']
const acting: Role[] = ['dispatcher', 'reviewer', 'unit', 'follow_up_clerk']
const evaluating: Role[] = ['evaluator', 'administrator']
const judging: Role[] = ['reviewer', 'supervisor', 'evaluator', 'administrator']
const desk: Role[] = ['operator', 'dispatcher', 'reviewer', 'unit', 'supervisor', 'administrator']
const writing: Role[] = ['reviewer', 'unit', 'supervisor', 'administrator']
const approving: Role[] = ['reviewer', 'supervisor', 'administrator']
const content = {
  ...{ title: '某事怎么办', questions: [], topics: [], service_codes: [], service_points: [] },
  ...{ jurisdiction: '', audience: '', owner: '甲区一街道', body: '到窗口办。' },
  source: { title: '', issuer: '', date: '', url: '' },
  ...{ valid_from: '', valid_until: '', review_due: '', verify_before: '' },
}
const step = { row_version: 1, reason: '写错了' }
const ended = {
  ...{ client_action_id: 'press-of-a-button', edits: {} },
  ...{ question: '怎么办', articles: [], note: '' },
}
const action = { client_action_id: 'press-of-a-button', order_version: 1 }

/** Each route × each role, written down here once more: a change of one must be a change of both. */
const routes: readonly {
  method: 'GET' | 'POST' | 'DELETE'
  path: string
  may: Role[]
  body?: object
}[] = [
  { method: 'GET', path: '/staff/me', may: everybody },
  { method: 'GET', path: '/console/queue', may: review },
  { method: 'GET', path: '/console/reception', may: receiving },
  { method: 'GET', path: `/console/reception/${NOBODY}`, may: receiving },
  { method: 'POST', path: `/console/reception/${NOBODY}/take`, may: receiving },
  {
    method: 'POST',
    path: `/console/reception/${NOBODY}/messages`,
    may: receiving,
    body: { client_message_id: 'staff-words-1', text: '您好' },
  },
  { method: 'POST', path: `/console/reception/${NOBODY}/hand-back`, may: receiving, body: {} },
  {
    method: 'POST',
    path: `/console/reception/${NOBODY}/notes`,
    may: receiving,
    body: { text: '备注' },
  },
  { method: 'GET', path: '/console/alarms', may: alarmed },
  { method: 'POST', path: `/console/alarms/${NOBODY}/seen`, may: alarmed },
  {
    method: 'POST',
    path: `/console/alarms/${NOBODY}/transfers`,
    may: alarmed,
    body: { client_action_id: 'press-of-a-button', number: '119' },
  },
  { method: 'GET', path: '/console/calls', may: takingCalls },
  { method: 'GET', path: `/console/calls/${NOBODY}`, may: takingCalls },
  {
    method: 'GET',
    path: `/console/calls/${NOBODY}/transcript?before_ms=1000&before_id=1`,
    may: takingCalls,
  },
  { method: 'POST', path: `/console/calls/${NOBODY}/edits`, may: answering, body: { edits: {} } },
  { method: 'POST', path: `/console/calls/${NOBODY}/check`, may: answering, body: { edits: {} } },
  {
    method: 'POST',
    path: `/console/calls/${NOBODY}/file`,
    may: answering,
    body: { client_action_id: 'press-of-a-button', edits: {}, findings_seen: [] },
  },
  { method: 'POST', path: `/console/calls/${NOBODY}/answered`, may: answering, body: ended },
  { method: 'POST', path: `/console/calls/${NOBODY}/dismissed`, may: answering, body: ended },
  {
    method: 'POST',
    path: `/console/calls/${NOBODY}/transfers`,
    may: answering,
    body: { number: '119' },
  },
  {
    method: 'POST',
    path: '/console/entry/understand',
    may: takingCalls,
    body: { text: '电梯坏了', district: '', subdistrict: '', address: '' },
  },
  { method: 'GET', path: '/console/entry/articles?q=居住证', may: takingCalls },
  { method: 'GET', path: `/console/requests/${NOBODY}`, may: review },
  { method: 'POST', path: `/console/requests/${NOBODY}/claim`, may: dispatching },
  { method: 'DELETE', path: `/console/requests/${NOBODY}/claim`, may: dispatching },
  {
    method: 'POST',
    path: `/console/requests/${NOBODY}/dispatch`,
    may: dispatching,
    body: {
      ...action,
      proposal_id: null,
      decision: {
        kind: 'complaint',
        service_code: '0102',
        district: null,
        subdistrict: null,
        community: null,
        lead: '990101001',
        supporting: [],
        copies: [],
        mode: 'direct',
        deadline: '7d',
      },
      reason_code: null,
      note: '',
    },
  },
  { method: 'GET', path: `/review/requests/${NOBODY}/related`, may: review },
  {
    method: 'POST',
    path: `/review/requests/${NOBODY}/related/${NOBODY}`,
    may: dispatching,
    body: {
      kind: 'same_event',
      action: 'link',
      clientActionId: 'press-of-a-button',
      version: null,
    },
  },
  { method: 'POST', path: `/console/requests/${NOBODY}/undo`, may: dispatching },
  { method: 'GET', path: `/console/requests/${NOBODY}/why`, may: review },
  { method: 'GET', path: `/console/requests/${NOBODY}/call`, may: review },
  {
    method: 'POST',
    path: `/console/requests/${NOBODY}/questions`,
    may: dispatching,
    body: { client_action_id: 'press-of-a-button', text: '在几楼？' },
  },
  {
    method: 'POST',
    path: `/console/requests/${NOBODY}/questions/${NOBODY}/answer`,
    may: dispatching,
    body: { text: '三楼' },
  },
  {
    method: 'POST',
    path: `/console/requests/${NOBODY}/consultations`,
    may: dispatching,
    body: { client_action_id: 'press-of-a-button', question: '谁管', participants: ['990101'] },
  },
  {
    method: 'POST',
    path: `/console/requests/${NOBODY}/consultations/${NOBODY}/opinions`,
    may: dispatching,
    body: { unit: '990101', text: '我们牵头' },
  },
  {
    method: 'POST',
    path: `/console/requests/${NOBODY}/consultations/${NOBODY}/close`,
    may: dispatching,
    body: { outcome: '由区里牵头' },
  },
  {
    method: 'POST',
    path: `/console/requests/${NOBODY}/split`,
    may: dispatching,
    body: { ...action, parts: ['电梯坏了', '路灯不亮'] },
  },
  {
    method: 'POST',
    path: `/console/requests/${NOBODY}/rejoin`,
    may: dispatching,
    body: { client_action_id: 'press-of-a-button' },
  },
  { method: 'GET', path: '/console/quality', may: judging },
  { method: 'GET', path: '/console/quality/by/line', may: judging },
  { method: 'GET', path: '/console/quality/by/line/cases?value=1', may: judging },
  { method: 'GET', path: '/console/quality/drafts', may: judging },
  {
    method: 'POST',
    path: '/console/quality/drafts',
    may: judging,
    body: { line: 'no-such-line', days: 7 },
  },
  {
    method: 'POST',
    path: `/console/quality/drafts/${NOBODY}`,
    may: judging,
    body: { state: 'dismissed' },
  },
  { method: 'GET', path: '/console/orders', may: everybody },
  { method: 'GET', path: `/console/orders/${NOBODY}`, may: everybody },
  {
    method: 'POST',
    path: `/console/orders/${NOBODY}/actions/acknowledge`,
    may: acting,
    body: action,
  },
  {
    method: 'POST',
    path: `/console/orders/${NOBODY}/reveal`,
    may: acting,
    body: { purpose: '回访' },
  },
  { method: 'GET', path: '/console/options', may: everybody },
  { method: 'GET', path: '/console/evaluations', may: evaluating },
  // No such suite: nothing is started here.
  { method: 'POST', path: '/console/evaluations', may: evaluating, body: { suites: ['none'] } },
  { method: 'POST', path: '/console/evaluations/take-in', may: evaluating },
  { method: 'GET', path: '/console/models', may: evaluating },
  // Nothing that it could read: nothing is trained here.
  { method: 'POST', path: '/console/models', may: evaluating, body: { unknown: true } },
  { method: 'POST', path: '/console/models/use', may: evaluating, body: { version: 'none' } },
  { method: 'GET', path: `/console/evaluations/${NOBODY}`, may: evaluating },
  { method: 'POST', path: `/console/evaluations/${NOBODY}/cancel`, may: evaluating },
  { method: 'GET', path: `/console/evaluations/${NOBODY}/compare?with=${NOBODY}`, may: evaluating },
  { method: 'GET', path: `/console/evaluations/${NOBODY}/report.html`, may: evaluating },
  { method: 'GET', path: `/console/evaluations/${NOBODY}/report.json`, may: evaluating },
  { method: 'GET', path: '/console/kb/articles', may: desk },
  { method: 'POST', path: '/console/kb/articles', may: writing, body: { content } },
  { method: 'GET', path: `/console/kb/articles/${NOBODY}`, may: desk },
  {
    method: 'POST',
    path: `/console/kb/articles/${NOBODY}/save`,
    may: writing,
    body: { row_version: 1, content },
  },
  { method: 'POST', path: `/console/kb/articles/${NOBODY}/revise`, may: writing, body: {} },
  { method: 'POST', path: `/console/kb/articles/${NOBODY}/submit`, may: writing, body: step },
  { method: 'POST', path: `/console/kb/articles/${NOBODY}/discard`, may: writing, body: step },
  { method: 'POST', path: `/console/kb/articles/${NOBODY}/send_back`, may: approving, body: step },
  { method: 'POST', path: `/console/kb/articles/${NOBODY}/publish`, may: approving, body: step },
  { method: 'POST', path: `/console/kb/articles/${NOBODY}/withdraw`, may: approving, body: step },
  { method: 'GET', path: '/console/kb/overview', may: desk },
  { method: 'POST', path: '/console/kb/render', may: writing, body: { body: '# 标题' } },
  { method: 'POST', path: '/console/kb/hints', may: writing, body: { content } },
  {
    method: 'POST',
    path: '/console/kb/preview',
    may: writing,
    body: { content, questions: ['某事怎么办'] },
  },
  { method: 'GET', path: '/console/kb/gaps', may: desk },
  { method: 'GET', path: `/console/kb/gaps/${NOBODY}`, may: desk },
  {
    method: 'POST',
    path: `/console/kb/gaps/${NOBODY}`,
    may: writing,
    body: { row_version: 1, owner: '', topic: '', action: 'assign' },
  },
  {
    method: 'POST',
    path: '/console/kb/corrections',
    may: desk,
    body: { article: 'none', note: '费用不对' },
  },
  { method: 'GET', path: '/console/kb/suites', may: writing },
  {
    method: 'POST',
    path: '/console/kb/suites',
    may: writing,
    body: { name: '常问', text: '护照怎么办' },
  },
  { method: 'GET', path: `/console/kb/suites/${NOBODY}`, may: writing },
  { method: 'POST', path: `/console/kb/suites/${NOBODY}/run`, may: writing, body: {} },
  { method: 'DELETE', path: `/console/kb/suites/${NOBODY}`, may: approving },
  { method: 'POST', path: '/console/kb/imports', may: writing, body: {} },
  { method: 'POST', path: `/console/kb/imports/${NOBODY}/drafts`, may: writing, body: {} },
  { method: 'POST', path: '/console/kb/files?client_file_id=file-0001', may: writing, body: {} },
  { method: 'GET', path: `/console/kb/files/${NOBODY}`, may: desk },
  { method: 'GET', path: '/console/kb/usage', may: desk },
  { method: 'GET', path: '/console/kb/notices', may: writing },
  { method: 'GET', path: '/console/kb/points', may: desk },
  {
    method: 'POST',
    path: `/console/kb/articles/${NOBODY}/confirm`,
    may: approving,
    body: { row_version: 1, review_due: '2026-10-01', verify_before: '' },
  },
  { method: 'GET', path: '/console/jobs', may: ['administrator'] },
  { method: 'POST', path: `/console/jobs/${NOBODY}/retry`, may: ['administrator'] },
]

let site: TestApp
const sessions = new Map<Role, ConsoleSession>()
beforeAll(async () => {
  site = await createTestApp()
  for (const role of staffRoles) {
    sessions.set(role, await site.staff([role], role === 'unit' ? '甲区一街道' : undefined))
  }
})
afterAll(() => site?.close())
const as = (role: Role) => sessions.get(role) as ConsoleSession

describe('who may do what', () => {
  for (const route of routes) {
    test(`${route.method} ${route.path}`, async () => {
      for (const role of staffRoles) {
        const { status, body } = await as(role).call(route.method, route.path, route.body)
        const refused = status === 403 && (body as { code: string }).code === 'staff.forbidden'
        expect(refused, `${role}: ${status}`).toBe(!route.may.includes(role))
        expect(status, `${role}: ${JSON.stringify(body)}`).toBeLessThan(500)
      }
      const payload = route.body ?? {}
      const options: InjectOptions = { method: route.method, url: `/api/v1${route.path}` }
      const anybody = await site.app.inject(
        route.method === 'POST' ? { ...options, payload } : options,
      )
      expect(anybody.statusCode).toBe(401)
      expect(anybody.json()).toMatchObject({ code: 'staff.signed-out' })
    })
  }

  test('the table above knows every staff route', () => {
    const paths = Object.entries(
      site.app.swagger().paths as Record<string, Record<string, unknown>>,
    ).flatMap(([path, methods]) => Object.keys(methods).map((m) => `${m.toUpperCase()} ${path}`))
    const staff = paths.filter((path) => /\/api\/v1\/(console|review|staff\/me)/.test(path))
    const known = routes.map(({ method, path }) => {
      const url = path
        .replace(/requests\/[^/]+/, 'requests/{requestId}')
        .replace(/related\/[^/]+/, 'related/{otherId}')
        .replace(/orders\/[^/]+/, 'orders/{orderId}')
        .replace(/jobs\/[^/]+/, 'jobs/{jobId}')
        .replace(`evaluations/${NOBODY}`, 'evaluations/{runId}')
        .replace(`questions/${NOBODY}`, 'questions/{questionId}')
        .replace(`consultations/${NOBODY}`, 'consultations/{consultationId}')
        .replace(`drafts/${NOBODY}`, 'drafts/{draftId}')
        .replace(`reception/${NOBODY}`, 'reception/{conversationId}')
        .replace(`calls/${NOBODY}`, 'calls/{callId}')
        .replace(`alarms/${NOBODY}`, 'alarms/{alarmId}')
        .replace(`articles/${NOBODY}`, 'articles/{articleId}')
        .replace(`gaps/${NOBODY}`, 'gaps/{gapId}')
        .replace(`suites/${NOBODY}`, 'suites/{suiteId}')
        .replace(`files/${NOBODY}`, 'files/{fileId}')
        .replace(`imports/${NOBODY}`, 'imports/{importId}')
        .replace('by/line', 'by/{key}')
        .replace(/\?.*$/, '')
        .replace('acknowledge', '{action}')
      return `${method} /api/v1${url}`
    })
    expect(staff.sort()).toEqual(known.sort())
  })

  test('a staff route that does not say who may call it does not start', async () => {
    const { registerSessionGuard } = await import('../http/session-guard.ts')
    const { default: fastify } = await import('fastify')
    const app = fastify()
    registerSessionGuard(app as never, site.deps)
    expect(() => app.get('/api/v1/console/secret', async () => 'x')).toThrow('does not declare')
  })
})

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
        payload: { order_id: NOBODY, seq: 1 },
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
