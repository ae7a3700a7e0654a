import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MAX_TEXT_BYTES } from '../protocol/chat-frames.ts'
import { readFrame } from './read-frame.ts'

const say = (text: string) =>
  JSON.stringify({ type: 'message-send', client_message_id: 'abcdefgh', text })

test.each([
  ['not json', '{', 'chat.frame-invalid', null],
  ['an array', '[]', 'chat.frame-invalid', null],
  ['null', 'null', 'chat.frame-invalid', null],
  ['an unknown frame', '{"type":"order-delete"}', 'chat.frame-invalid', null],
  ['a known frame without its fields', '{"type":"message-send"}', 'chat.frame-invalid', null],
  ['an old version', '{"type":"hello","v":0,"client":"x"}', 'chat.version-unsupported', null],
  ['white space', say('  \n '), 'chat.text-empty', 'abcdefgh'],
  ['only control characters', say('\u0000\u0001'), 'chat.text-empty', 'abcdefgh'],
  [
    'a text that is too long',
    say('长'.repeat(MAX_TEXT_BYTES / 3 + 1)),
    'chat.text-too-long',
    'abcdefgh',
  ],
])('%s is told and nothing more', (_what, data, code, clientMessageId) => {
  expect(readFrame(data)).toMatchObject({ code, clientMessageId })
})

test('what a database cannot hold is taken out', () => {
  const read = readFrame(say('a\u0000b\ud800c\u202ed\ne'))
  expect(read).toMatchObject({ frame: { text: 'ab\ufffdcd\ne' } })
})

test('never throws', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.json(),
        fc.jsonValue().map((value) => JSON.stringify(value)),
      ),
      (data) => {
        expect(() => readFrame(data)).not.toThrow()
      },
    ),
  )
})
