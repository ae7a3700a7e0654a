import { expect, test } from 'vitest'
import { makeProposal, nowhere } from '../testing/make-proposal.ts'
import { choices } from './choices.ts'
import { continueDraft } from './continue-draft.ts'
import { makeDraft } from './draft-steps.ts'
import { nextTurn } from './next-turn.ts'
import { usedPin, withPin } from './pin.ts'
import { conversationState } from './state.ts'
import type { Incoming, Standing } from './step.ts'
import type { Say } from './texts.ts'

const say: Say = (key, values = {}) => `${key} ${Object.values(values).join(' ')}`.trim()
const pin = { lng: 116.4, lat: 39.9, accuracy: 25 }
const streets = (...names: string[]) =>
  names.map((subdistrict, i) => ({
    level: 'subdistrict' as const,
    code: `99010100${i}`,
    district: '甲区',
    subdistrict,
    community: null,
    score: 0.9,
    matched: `${pin.lng},${pin.lat}`,
    span: null,
    how: '定位',
  }))
const atPin = (...names: string[]) =>
  makeProposal({
    place: {
      ...nowhere,
      district: '甲区',
      subdistrict: names.length === 1 ? (names[0] ?? null) : null,
      ambiguous: names.length > 1,
      candidates: streets(...names),
    },
  })
const message = (more: Partial<Incoming>): Incoming => ({
  id: 'm1',
  kind: 'text',
  text: '',
  masked: '',
  choice: null,
  ...more,
})
const standing = (more: Partial<Standing> = {}): Standing => ({
  state: conversationState.parse({}),
  draft: null,
  parked: [],
  handOver: null,
  ...more,
})
const next = (before: Standing, incoming: Incoming, proposal = atPin('甲区一街道')) =>
  nextTurn({
    standing: before,
    message: incoming,
    heard: { proposal, answer: null, progress: null },
    say,
    newDraftId: (i) => `d${i}`,
  })
const draft = () => {
  const said = message({ id: 'm0', text: '路灯坏了三天', masked: '路灯坏了三天' })
  return makeDraft('d0', [{ message_id: 'm0', text: said.text }], { message: said })
}

test('photos alone are asked about; beside a draft what was asked stays asked', () => {
  const first = next(standing(), message({ attachments: 2 }))
  expect(first.turns).toMatchObject([{ text: 'sent.files 2', outcome: null }])
  expect(first.draft).toBeNull()
  const state = conversationState.parse({ asks: 'contact' })
  const beside = next(standing({ draft: draft(), state }), message({ attachments: 1 }))
  expect(beside.turns).toMatchObject([{ text: 'sent.files_beside 1', asks: 'contact' }])
  expect(beside.revised).toBe(false)
})

test('a position before the matter is kept for the draft that follows', () => {
  const first = next(standing(), message({ pin }))
  expect(first.turns[0]?.text).toBe('sent.pin 甲区一街道')
  const words = '路灯坏了三天没有人修'
  const opened = next(
    { ...standing(), state: first.state },
    message({ text: words, masked: words }),
  )
  expect(opened.draft?.content.pin).toEqual({ ...pin, refused: false })
  expect(opened.state.pin).toBeNull()
})

test('what was understood of a position is confirmed once, and becomes the address', () => {
  const proposal = atPin('甲区一街道')
  const asked = continueDraft({ ...standing(), draft: withPin(draft(), pin) }, proposal, say)
  expect(asked.turns).toMatchObject([{ text: 'ask.pin 甲区一街道', asks: 'address' }])
  expect(asked.state.options.map(({ label }) => label)).toEqual(['甲区一街道', 'reply.pin_wrong'])
  for (const answer of [
    message({ text: '甲区一街道', masked: '甲区一街道', choice: 'place:990101000' }),
    message({ text: '对', masked: '对' }),
  ]) {
    const step = next(asked, answer)
    expect(step.draft?.content.address?.text).toBe('甲区一街道')
    if (!step.draft) throw new Error('no draft')
    expect(continueDraft({ ...step, draft: step.draft }, proposal, say).turns[0]?.asks).toBe(
      'contact',
    )
  }
})

test('a denied position is kept as a point, places nothing more, and the place is asked in words', () => {
  const proposal = atPin('甲区一街道', '甲区二街道')
  const asked = continueDraft({ ...standing(), draft: withPin(draft(), pin) }, proposal, say)
  expect(asked.turns[0]?.text).toBe('ask.pin_which')
  expect(asked.state.options).toHaveLength(3)
  for (const answer of [
    message({ text: '都不是', masked: '都不是', choice: choices.pinWrong }),
    message({ text: '不对', masked: '不对' }),
  ]) {
    const step = next(asked, answer, makeProposal({ place: nowhere }))
    expect(step.draft?.content.pin?.refused).toBe(true)
    if (!step.draft) throw new Error('no draft')
    expect(usedPin(step.draft)).toBeNull()
    const unplaced = makeProposal({ place: nowhere, mode: 'ask_place', missing: ['address'] })
    const then = continueDraft({ ...step, draft: step.draft }, unplaced, say)
    expect(then.turns[0]?.text).toBe('ask.address')
  }
})

test('words that name the place themselves are not asked about again', () => {
  const named = makeProposal()
  const step = continueDraft({ ...standing(), draft: withPin(draft(), pin) }, named, say)
  expect(step.turns[0]?.asks).toBe('contact')
})
