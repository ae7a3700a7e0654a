import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TurnFrame } from '../protocol/chat-frames.ts'
import { talkUntilCard } from '../testing/play-thread.ts'
import { createTestApp, type TestApp } from '../testing/test-app.ts'

let site: TestApp
beforeAll(async () => {
  site = await createTestApp()
})
afterAll(() => site?.close())

describe('a whole chat', () => {
  test('from the first word to the receipt', async () => {
    const chat = await site.chat()
    const draft = await talkUntilCard(chat, '一街道2号楼电梯坏了三天，物业不管')
    expect(draft).toMatchObject({ place_text: '甲区一街道', state: 'open' })
    chat.send({
      type: 'draft-confirm',
      client_message_id: 'confirm-1',
      draft_id: draft.draft_id,
      draft_version: draft.version,
    })
    const turn = await chat.waitFor(
      (f): f is TurnFrame => f.type === 'turn' && f.outcome === 'request_filed',
    )
    expect(turn.cards[0]).toMatchObject({ type: 'receipt' })
    chat.close()
  })
})
