import { afterAll, beforeAll, expect, test } from 'vitest'
import { assistProposals } from '../../dispatch/assist/assist-proposals.ts'
import type { Propose } from '../../dispatch/proposal/proposal.ts'
import { createOpenAiLanguageModel } from '../../kb/llm/openai-language-model.ts'
import { type FakeOpenAi, startFakeOpenAi } from '../../kb/llm/testing/fake-openai.ts'
import { saveModelUse } from '../../kb/llm/usage-store.ts'
import type { Why } from '../protocol/review-api.ts'
import { fileRequest, findInQueue, talkUntilCard } from '../testing/play-thread.ts'
import { smallPack } from '../testing/small-pack.ts'
import { createTestApp, type TestApp, wordProposer } from '../testing/test-app.ts'

const elements = [
  { name: 'time', text: '打春节起' },
  { name: 'respondent', text: '灯具厂' },
]
const answer = JSON.stringify({
  demands: [{ n: 1, service_code: null, lead_unit: null, elements, reason: null }],
})

let fake: FakeOpenAi
let site: TestApp
beforeAll(async () => {
  fake = await startFakeOpenAi({ kind: 'normal', content: answer })
  let propose: Propose = wordProposer
  site = await createTestApp({ propose: (input) => propose(input) })
  const languageModel = createOpenAiLanguageModel({
    baseUrl: fake.baseUrl,
    model: 'fake',
    record: (use) => saveModelUse(site.database.db, use),
  })
  propose = assistProposals(wordProposer, { pack: smallPack(), languageModel })
})
afterAll(async () => {
  await site?.close()
  await fake?.close()
})

test('what it read stands on the card and with the proposal, and the dispatcher is told', async () => {
  const { chat, receipt } = await fileRequest(site.chatUrl, '一街道楼道灯打春节起就黑着')
  chat.close()
  const desk = await site.staff(['dispatcher'])
  const { request_id: id } = await findInQueue(desk, receipt.request_no)
  const why = await desk.get<Why>(`/console/requests/${id}/why`)
  expect(why.assist).toEqual({
    model: 'fake',
    prompt: 'assist-proposal@1',
    outcome: 'agreed',
    elements: [{ name: 'time', text: '打春节起' }],
    reasons: [],
  })
  const used = await site.database.db.selectFrom('model_usage').selectAll().execute()
  expect(used[0]).toMatchObject({ purpose: 'proposal', outcome: 'ok', prompt_version: 1 })
})

test('the card shows it, and nothing that nobody said', async () => {
  const chat = await site.chat()
  const card = await talkUntilCard(chat, '一街道楼道灯打春节起就黑着没人换')
  expect(card).toMatchObject({ time_text: '打春节起', respondent_text: '' })
  chat.close()
})

test('an emergency waits for nobody, and a slow model for nobody longer than its time', async () => {
  fake.behave({ kind: 'slow', ms: 20_000, content: answer })
  const before = fake.requests.length
  const chat = await site.chat()
  const since = performance.now()
  const { seq } = await chat.say('一街道着火了')
  expect((await chat.answerTo(seq)).outcome).toBe('emergency_card')
  expect(performance.now() - since).toBeLessThan(1500)
  expect(fake.requests).toHaveLength(before)
  const other = await site.chat()
  const card = await talkUntilCard(other, '一街道垃圾没人清运好几天')
  expect(card.place_text).toContain('一街道')
  chat.close()
  other.close()
}, 30_000)
