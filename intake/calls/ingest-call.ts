import type { Database } from '../../db/client.ts'
import { normalisePhone } from '../../db/identity/requester-store.ts'
import type { Clock } from '../../db/kernel/clock.ts'
import { AppError } from '../../db/kernel/errors.ts'
import type { Secrets } from '../../db/kernel/secrets.ts'
import type { PubSub } from '../../db/pubsub/pubsub.ts'
import { checkPhone, maskPhone } from '../conversation/contact.ts'
import { sealText } from '../conversation/seal.ts'
import { MAX_SEGMENTS } from '../protocol/call-api.ts'
import { maskSpeech } from './mask-speech.ts'
import { assembleSegments, type Segment } from './segment.ts'
import {
  type CallFacts,
  type LockedCall,
  lockOrOpenCall,
  updateCall,
  upsertSegments,
} from './segment-store.ts'
import { MAX_BEYOND, missingSeqs, noteSeqs, type SeqWindow } from './seq-window.ts'

export interface IngestDeps {
  database: Pick<Database, 'db'>
  clock: Clock
  secrets: Secrets
  pubsub: Pick<PubSub, 'publish'>
  /** Understands the call anew, soon. */
  understandSoon(callId: string): void
}

/** What came for one call since the last commit. */
export interface CallBatch {
  key: string
  origin: 'live' | 'whole'
  source: string
  segments: Segment[]
  /** Numbers of all frames, also of those that bring no segment. */
  seqs: number[]
  startedAt?: Date
  endedAt?: Date
  agent?: string
  caller?: string
  audioUrl?: string
}

export interface Ingested {
  id: string
  isNew: boolean
  state: LockedCall['state']
  segments: number
  window: SeqWindow
  missing: [number, number][]
}

const ROWS_A_STATEMENT = 500

/**
 * Takes frames of a call in: stored once however often they come, acknowledged after the commit. Words reach the table masked, the
 * caller's number encrypted (promise 3). Errors: `call.too-long`, `call.gap-too-large`.
 */
export async function ingestCall(deps: IngestDeps, batch: CallBatch): Promise<Ingested> {
  const now = deps.clock.now()
  const done = await deps.database.db.transaction().execute(async (trx) => {
    const call = await lockOrOpenCall(trx, {
      key: batch.key,
      origin: batch.origin,
      source: batch.source,
      startedAt: batch.startedAt ?? now,
      now,
    })
    const window = noteSeqs({ acked: call.acked, beyond: call.beyond }, batch.seqs)
    if (window.beyond.length > MAX_BEYOND) {
      const values = { seq: window.beyond[0], next: window.acked + 1 }
      throw new AppError('call.gap-too-large', values)
    }
    const masked = maskSegments(batch.segments)
    const changeNo = call.changeNo + 1
    let inserted = 0
    let changed = 0
    for (let at = 0; at < masked.segments.length; at += ROWS_A_STATEMENT) {
      const rows = masked.segments.slice(at, at + ROWS_A_STATEMENT)
      const result = await upsertSegments(trx, rows, { callId: call.id, changeNo, now })
      inserted += result.inserted
      changed += result.changed
    }
    const segmentCount = call.segmentCount + inserted
    if (segmentCount > MAX_SEGMENTS) throw new AppError('call.too-long', { limit: MAX_SEGMENTS })
    const facts = factsOf(deps.secrets, batch, call.hasContact ? null : masked.contact)
    await updateCall(trx, call, { ...window, changeNo, segmentCount, facts, now })
    const ends = batch.endedAt !== undefined && call.state === 'live'
    const state = ends ? 'ended' : call.state
    return { call, window, segmentCount, changed, state }
  })
  announce(deps, batch, done)
  return {
    id: done.call.id,
    isNew: done.call.changeNo === 0,
    state: done.state,
    segments: done.segmentCount,
    window: done.window,
    missing: missingSeqs(done.window),
  }
}

function announce(
  { pubsub, understandSoon }: IngestDeps,
  batch: CallBatch,
  done: { call: LockedCall; changed: number; state: LockedCall['state'] },
): void {
  const { call } = done
  pubsub.publish(`call:${call.id}`, { type: 'call-changed', call_id: call.id })
  if (call.changeNo === 0 || batch.endedAt || batch.caller) {
    pubsub.publish('console', { type: 'call-changed', call_id: call.id })
  }
  const isOpen = done.state === 'live' || done.state === 'ended'
  if (done.changed > 0 && isOpen) understandSoon(call.id)
}

function maskSegments(segments: readonly Segment[]) {
  let contact: { name: string; phone: string } | null = null
  const kept = assembleSegments(segments).map((segment): Segment => {
    const text = segment.text.trim()
    // An operator reads the hotline's own numbers out; the citizen's name and number are the citizen's.
    const spoken = maskSpeech(text)
    if (segment.speaker !== 'operator' && segment.final) contact ??= spoken.contact
    return { ...segment, text: spoken.text }
  })
  return { segments: kept, contact: contact as { name: string; phone: string } | null }
}

function factsOf(
  secrets: Secrets,
  batch: CallBatch,
  said: { name: string; phone: string } | null,
): CallFacts {
  const facts: CallFacts = {}
  if (batch.startedAt) facts.startedAt = batch.startedAt
  if (batch.endedAt) facts.endedAt = batch.endedAt
  if (batch.agent) facts.agent = batch.agent.toLowerCase()
  if (batch.audioUrl) facts.audioUrl = batch.audioUrl
  const phone = batch.caller ? checkPhone(batch.caller) : null
  const contact = phone ? { name: said?.name ?? '', phone } : said
  if (contact) facts.contact = sealContact(secrets, contact)
  return facts
}

/** Encrypted, masked, and as the keyed index by which the same caller is found again. */
export function sealContact(secrets: Secrets, contact: { name: string; phone: string }) {
  return {
    sealed: sealText(secrets, JSON.stringify(contact)),
    masked: maskPhone(contact.phone),
    index: secrets.index(normalisePhone(contact.phone)),
  }
}
