import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { chatErrors } from '../../db/kernel/error-texts/chat.ts'
import { closeCodes } from '../conversation/chat-limits.ts'
import { choices, PLACE_PREFIX } from '../conversation/choices.ts'
import { asks, card, clientFrame, outcomes, serverFrame } from './chat-frames.ts'
import { consoleServerFrame } from './console-api.ts'

const document = readFileSync(new URL('../../docs/protocol.md', import.meta.url), 'utf8')

const typesOf = (schema: { options: readonly { shape: { type: { value: unknown } } }[] }) =>
  schema.options.map((option) => String(option.shape.type.value))

test('the document names everything that a client can meet', () => {
  const named = [
    ...asks,
    ...outcomes,
    ...typesOf(clientFrame),
    ...typesOf(serverFrame),
    ...typesOf(card),
    ...typesOf(consoleServerFrame),
    ...Object.keys(chatErrors),
    ...Object.values(choices),
    PLACE_PREFIX,
  ]
  expect(named.filter((name) => !document.includes(`\`${name}`))).toEqual([])
  const codes = Object.values(closeCodes).map(String)
  expect(codes.filter((code) => !document.includes(code))).toEqual([])
})

test('every frame in the document is one', () => {
  const blocks = [...document.matchAll(/```json\n([\s\S]*?)```/g)].map((match) => match[1] ?? '')
  const frames = blocks.flatMap((block) => block.split(/\n(?=\{)/)).map((text) => JSON.parse(text))
  expect(frames.length).toBeGreaterThan(5)
  for (const frame of frames) {
    const parsed = [clientFrame, serverFrame].some((schema) => schema.safeParse(frame).success)
    expect(parsed, JSON.stringify(frame)).toBe(true)
  }
})
