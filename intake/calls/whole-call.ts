import { AppError } from '../../db/kernel/errors.ts'
import type { SegmentInput, WholeCall } from '../protocol/call-api.ts'
import { readFunasrMessages } from './funasr.ts'
import { type IngestDeps, type Ingested, ingestCall } from './ingest-call.ts'

const label = /^\s*(市民|诉求人|来电人|群众|用户|客户|坐席|话务员|接线员|工作人员|客服)\s*[:：]\s*/u
const citizen = /市民|诉求人|来电人|群众|用户|客户/u

/** A finished transcript as segments: as they are, as FunASR's messages, or as lines of who said what. */
export function segmentsOf(call: WholeCall): SegmentInput[] {
  if (call.segments) return call.segments
  if (call.funasr) return readFunasrMessages(call.funasr)
  if (call.text === undefined) throw new AppError('call.text-missing')
  return readLines(call.text)
}

const LINE_MS = 1000
const LONGEST = 2000

/** Lines have no times: a second each keeps their order. A line without a label goes on with who spoke before. */
function readLines(text: string): SegmentInput[] {
  let speaker: SegmentInput['speaker'] = 'unknown'
  return text
    .split(/\r?\n/)
    .flatMap((line) => {
      const who = label.exec(line)
      if (who) speaker = citizen.test(who[1] ?? '') ? 'citizen' : 'operator'
      const words = (who ? line.slice(who[0].length) : line).trim()
      const pieces = words.match(new RegExp(`.{1,${LONGEST}}`, 'gsu')) ?? []
      return pieces.map((piece) => ({ speaker, text: piece }))
    })
    .map((one, index) => ({
      ...one,
      segment_id: `l${String(index).padStart(5, '0')}`,
      start_ms: index * LINE_MS,
      end_ms: (index + 1) * LINE_MS,
      confidence: null,
      final: true,
      revision: 0,
    }))
}

/** Takes a whole call in; the same call again adds nothing (idempotent by call id). */
export async function ingestWholeCall(
  deps: IngestDeps,
  call: WholeCall,
  source: string,
): Promise<Ingested> {
  const segments = segmentsOf(call)
  const now = deps.clock.now()
  const startedAt = call.started_at ? new Date(call.started_at) : now
  return await ingestCall(deps, {
    key: call.call_id,
    origin: 'whole',
    source,
    segments: segments.map((segment, index) => ({ ...segment, seq: index + 1 })),
    seqs: [],
    startedAt,
    endedAt: call.ended_at ? new Date(call.ended_at) : now,
    ...(call.agent ? { agent: call.agent } : {}),
    ...(call.caller ? { caller: call.caller } : {}),
    ...(call.audio_url ? { audioUrl: call.audio_url } : {}),
  })
}
