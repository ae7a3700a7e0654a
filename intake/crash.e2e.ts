import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { waitUntil } from '../db/testing/wait-until.ts'
import { type ChatClient, connectChat, newClientMessageId } from './client/chat-client.ts'
import type { TurnFrame } from './protocol/chat-frames.ts'
import { signIn } from './testing/console-session.ts'
import { SAMPLE_PASSWORD, talkUntilCard } from './testing/play-thread.ts'
import {
  freePort,
  type RunningServer,
  runJiesu,
  startServerProcess,
} from './testing/server-process.ts'

const ROUNDS = 20
const CITIZENS = 4
/** Some thirty starts, on a machine that may be busy with other things. */
const PATIENCE = 1_800_000

interface Citizen {
  token: string
  conversation: string
  acknowledged: { id: string; seq: number; text: string }[]
}

const production: Record<string, string> = process.env['TEST_CRASH_DATABASE_URL']
  ? { DATABASE_URL: process.env['TEST_CRASH_DATABASE_URL'] }
  : {}

/** Talks without pause until the server is gone, remembering what was acknowledged. */
async function talkUntilCut(chatUrl: string, citizen: Citizen): Promise<void> {
  const chat = await connectChat({
    url: chatUrl,
    ...(citizen.token ? { resumeToken: citizen.token } : {}),
  }).catch(() => null)
  if (!chat) return
  citizen.token = chat.resumeToken
  citizen.conversation = chat.conversationId
  try {
    for (let n = 0; ; n++) {
      const text = `第${citizen.acknowledged.length + 1}条：楼道的灯不亮，第${n}次说`
      const id = newClientMessageId()
      const { seq } = await chat.say(text, { id })
      citizen.acknowledged.push({ id, seq, text })
      await new Promise((resolve) => setTimeout(resolve, 40))
    }
  } catch {
    // The server was killed, as planned.
  }
}

async function replay(chatUrl: string, citizen: Citizen): Promise<TurnFrame[]> {
  const chat: ChatClient = await connectChat({ url: chatUrl, resumeToken: citizen.token })
  const last = citizen.acknowledged.at(-1)
  await chat.waitFor((f): f is TurnFrame => f.type === 'turn' && f.seq >= (last?.seq ?? 0))
  await new Promise((resolve) => setTimeout(resolve, 300))
  chat.close()
  return chat.turns()
}

describe('a server that is killed again and again', { timeout: PATIENCE }, () => {
  it(`keeps every acknowledged message exactly once over ${ROUNDS} kills`, async () => {
    const env = {
      PORT: String(await freePort()),
      DATA_DIR: await mkdtemp(join(tmpdir(), 'jiesu-crash-')),
      LIMITS: 'off',
      ...production,
    }
    const citizens: Citizen[] = Array.from({ length: CITIZENS }, () => ({
      token: '',
      conversation: '',
      acknowledged: [],
    }))
    let server: RunningServer | null = null
    for (let round = 0; round < ROUNDS; round++) {
      server = await startServerProcess(env)
      const before = citizens.map(({ acknowledged }) => acknowledged.length)
      const talks = citizens.map((citizen) => talkUntilCut(server?.chatUrl ?? '', citizen))
      await new Promise((resolve) => setTimeout(resolve, 400 + 137 * (round % 7)))
      // The kill comes in the middle of talking, however slow the machine is.
      const allTalk = () =>
        citizens.every(({ acknowledged }, i) => acknowledged.length > (before[i] ?? 0) + 1)
      await waitUntil(allTalk, 120_000)
      await server.stop('SIGKILL')
      await Promise.all(talks)
    }
    server = await startServerProcess(env)
    let total = 0
    for (const citizen of citizens) {
      const turns = await replay(server.chatUrl, citizen)
      for (const message of citizen.acknowledged) {
        const found = turns.filter((t) => t.client_message_id === message.id)
        expect(found.map((t) => [t.seq, t.text])).toEqual([[message.seq, message.text]])
      }
      const seqs = turns.map((t) => t.seq)
      expect(new Set(seqs).size).toBe(seqs.length)
      total += citizen.acknowledged.length
    }
    expect(total).toBeGreaterThan(ROUNDS * CITIZENS)
    console.info(`${total} acknowledged messages over ${ROUNDS} kills, none lost, none twice`)
    await server.stop()
  })

  it('keeps a confirmed draft and its order once when it is killed at the confirmation', async () => {
    const env = {
      PORT: String(await freePort()),
      DATA_DIR: await mkdtemp(join(tmpdir(), 'jiesu-crash-')),
    }
    let server = await startServerProcess(env)
    const tokens: string[] = []
    for (let n = 0; n < 4; n++) {
      const chat = await connectChat({ url: server.chatUrl })
      tokens.push(chat.resumeToken)
      const draft = await talkUntilCard(chat, `朝阳区望京街道南湖东园${n + 1}号楼门口垃圾没人清`)
      const confirm = {
        type: 'draft-confirm',
        client_message_id: newClientMessageId(),
        draft_id: draft.draft_id,
        draft_version: draft.version,
      } as const
      chat.send(confirm)
      await new Promise((resolve) => setTimeout(resolve, n * 4))
      await server.stop('SIGKILL')
      server = await startServerProcess(env)
      const again = await connectChat({ url: server.chatUrl, resumeToken: chat.resumeToken })
      again.send(confirm)
      await again.waitFor(
        (f): f is TurnFrame => f.type === 'turn' && f.cards.some((c) => c.type === 'receipt'),
      )
      again.close()
    }
    const desk = await signIn(server.url, 'dispatcher', SAMPLE_PASSWORD)
    const page = await desk.get<{ items: { title: string }[] }>('/console/queue?limit=100')
    expect(page.items).toHaveLength(4)
    await server.stop()
    const verify = runJiesu(['verify'], { DATA_DIR: server.dataDir })
    expect(await verify.exited, verify.output()).toBe(0)
  })
})
