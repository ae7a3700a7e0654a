import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../intake/testing/test-app.ts'
import { dialogueCase } from '../cases/case-formats.ts'
import { judgeDialogue } from './judge-dialogue.ts'
import { playDialogue } from './play-dialogue.ts'

let site: TestApp
beforeAll(async () => {
  site = await createTestApp()
})
afterAll(() => site?.close())

async function play(script: object) {
  const c = dialogueCase.parse({ id: 'd', goal: {}, ...script })
  const run = await playDialogue(c, site.chatUrl)
  return { run, judged: judgeDialogue(c, run) }
}

describe('a scripted dialogue against a live server', () => {
  it('answers, loses its connection, edits the card, confirms and gets a receipt', async () => {
    const { run, judged } = await play({
      turns: [
        { say: '一街道2号楼电梯坏了三天，物业不管' },
        { reconnect: true },
        { edit: { title: '电梯停运' } },
      ],
      answers: { contact: { choose: 'skip' }, identity: { choose: 'confidential-no' } },
      goal: {
        outcome: 'request_filed',
        cards: ['draft', 'receipt'],
        draft: { title: '电梯停运', place_text: '一街道' },
        not_asked: ['address'],
      },
    })
    expect(judged.right).toBe(true)
    expect(run).toMatchObject({ needless: [], problem: '' })
    expect(run.ms).toBeGreaterThan(0)
  })
  it('gives up on a wrong move and says why', async () => {
    const { run, judged } = await play({
      turns: [{ say: '居住证怎么办' }, { edit: { title: 'x' } }],
    })
    expect(run.problem).toContain('no summary card')
    expect(judged.right).toBe(false)
  })
  it('reaches other goals and stops at the limit of turns', async () => {
    const answered = await play({
      turns: [{ say: '居住证怎么办' }],
      goal: { outcome: 'answered', article: ['a1'], says: ['派出所'] },
    })
    expect(answered.judged.right).toBe(true)
    const turns = Array.from({ length: 5 }, () => ({ say: '居住证怎么办' }))
    expect((await play({ turns, max_turns: 2 })).run).toMatchObject({
      citizenTurns: 2,
      problem: '超过 2 轮',
    })
  })
})
