import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSecondCity, sampleCityDir } from '../db/testing/second-city.ts'
import { connectChat } from './client/chat-client.ts'
import type { RequestDetail } from './protocol/console-api.ts'
import { actionId, signIn } from './testing/console-session.ts'
import {
  acceptProposal,
  dispatchRequest,
  eventually,
  fileRequest,
  findInQueue,
  handleOrder,
  lookUp,
  readSampleThread,
  SAMPLE_PASSWORD,
  type SampleThread,
} from './testing/play-thread.ts'
import { type RunningServer, runJiesu, startServerProcess } from './testing/server-process.ts'

const cities = [
  { city: 'the sample city', dir: async () => sampleCityDir },
  { city: 'a second city', dir: createSecondCity },
]

describe.each(cities)(
  'the main job, from a citizen’s words to an answered order, in $city',
  ({ dir }) => {
    let server: RunningServer
    let thread: SampleThread

    beforeAll(async () => {
      const packDir = await dir()
      thread = await readSampleThread(packDir)
      server = await startServerProcess({ PACK_DIR: packDir })
    })
    afterAll(() => server?.stop())

    it('runs from the chat over the dispatcher to the unit and back into the chat', async () => {
      const { chat, receipt } = await fileRequest(server.chatUrl, thread.text)
      expect(receipt.request_no).toMatch(/^\d{15}$/)
      expect(receipt.query_code).toMatch(/^[0-9A-Z]{10}$/)
      expect(receipt.next.length).toBeGreaterThan(1)
      expect((await lookUp(server.url, receipt)).status).toBe('awaiting_dispatch')

      const desk = await signIn(server.url, 'dispatcher', SAMPLE_PASSWORD)
      const { detail, decision, sent } = await dispatchRequest(desk, receipt.request_no)
      expect(detail.proposal?.place).toMatchObject({
        district: thread.district,
        subdistrict: thread.subdistrict,
      })
      expect(detail.proposal?.units.find((u) => u.role === 'lead')?.name).toBe(thread.subdistrict)
      expect(detail.proposal?.units.find((u) => u.role === 'copy')?.name).toBe(thread.district)
      expect(decision.mode).toBe('direct_and_district')
      expect(detail.proposal?.evidence.length).toBeGreaterThan(2)
      expect(sent.diff.unchanged).toBe(true)

      const stranger = await signIn(server.url, thread.stranger_login, SAMPLE_PASSWORD)
      expect((await stranger.call('GET', `/console/orders/${sent.order_id}`)).status).toBe(404)
      const unit = await signIn(server.url, thread.unit_login, SAMPLE_PASSWORD)
      await handleOrder(unit, sent.order_id, '电梯已于今日修好，恢复运行。')

      const seen = await lookUp(server.url, receipt)
      expect(seen).toMatchObject({
        status: 'replied',
        unit: thread.subdistrict,
        reply: '电梯已于今日修好，恢复运行。',
      })
      expect(seen.timeline.map((t) => t.type)).toEqual([
        'request_registered',
        'dispatched',
        'acknowledged',
        'replied',
      ])
      await eventually(async () => chat.turns().find((t) => t.text.includes('电梯已于今日修好')))
      chat.close()
    })

    it('dispatches once however often the button is pressed', async () => {
      const { chat, receipt } = await fileRequest(server.chatUrl, thread.second_text)
      chat.close()
      const desk = await signIn(server.url, 'dispatcher', SAMPLE_PASSWORD)
      const item = await findInQueue(desk, receipt.request_no)
      const detail = await desk.get<RequestDetail>(`/console/requests/${item.request_id}`)
      const body = {
        client_action_id: actionId(),
        order_version: detail.order_version,
        proposal_id: detail.proposal_id,
        decision: acceptProposal(detail),
        reason_code: null,
        note: '',
      }
      const path = `/console/requests/${item.request_id}/dispatch`
      const [one, two] = await Promise.all([
        desk.call('POST', path, body),
        desk.call('POST', path, body),
      ])
      expect([one.status, two.status]).toEqual([200, 200])
      expect(one.body).toMatchObject({ status: 'dispatched' })
      const again = await desk.call('POST', path, { ...body, client_action_id: actionId() })
      expect(again).toMatchObject({ status: 409, body: { code: 'order.action-not-allowed' } })
      const { events } = await desk.get<RequestDetail>(`/console/requests/${item.request_id}`)
      expect(events.filter((e) => e.type === 'dispatched')).toHaveLength(1)
    })

    it('answers a consultation from an article and names the source', async () => {
      const chat = await connectChat({ url: server.chatUrl })
      const { seq } = await chat.say('居住证怎么办')
      const answer = await chat.answerTo(seq)
      expect(answer.outcome).toBe('answered')
      expect(answer.cards.find((c) => c.type === 'answer')).toMatchObject({
        article: 'residence-permit',
      })
      chat.close()
    })

    it('makes nothing up where no article covers the question', async () => {
      const chat = await connectChat({ url: server.chatUrl })
      const { seq } = await chat.say('火星移民签证的押金是多少钱')
      const answer = await chat.answerTo(seq)
      expect(answer.outcome).not.toBe('answered')
      expect(answer.cards.filter((c) => c.type === 'answer')).toEqual([])
      chat.close()
    })

    it('shows the emergency card first', async () => {
      const chat = await connectChat({ url: server.chatUrl })
      const { seq } = await chat.say('我家楼上着火了，浓烟很大，老人还在屋里')
      const answer = await chat.answerTo(seq)
      expect(answer.outcome).toBe('emergency_card')
      const card = answer.cards.find((c) => c.type === 'emergency')
      expect(card).toMatchObject({
        numbers: expect.arrayContaining([expect.objectContaining({ number: '119' })]),
      })
      chat.close()
    })

    it('keeps its histories intact, and a second process off its data', async () => {
      const second = runJiesu(['verify'], { DATA_DIR: server.dataDir })
      expect(await second.exited).toBe(1)
      expect(second.output()).toContain('db.directory-locked')
      await server.stop()
      const verify = runJiesu(['verify'], { DATA_DIR: server.dataDir })
      expect(await verify.exited, verify.output()).toBe(0)
    })
  },
)
