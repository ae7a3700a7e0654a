import { z } from 'zod'
import type { Pack } from '../../db/packs/pack.ts'
import type { Trust } from '../proposal/lead-curve.ts'
import type { LeadModel } from '../unit-voice/lead-model.ts'
import { trust } from '../unit-voice/lead-model-file.ts'
import { leadHashOf } from '../unit-voice/lead-roles.ts'
import { describeLead } from './describe-lead.ts'

/** What stands beside a version's bytes of the leads that it learnt, for screens that do not read the bytes. */
const keptLead = z.object({
  /** Null: too few orders. */
  hash: z.string().nullable(),
  trusts: z.array(trust).nullable(),
  said: z.string(),
})
type KeptLead = z.infer<typeof keptLead>

export function keptLeadOf(lead: LeadModel | null): KeptLead {
  const trusts = lead?.curve ? [...lead.curve.trusts] : null
  return { hash: lead?.leadHash ?? null, trusts, said: describeLead(lead) }
}

/** The city's own thresholds of confidence, where the version fits this catalogue and had enough orders; else null. */
export function trustsOf(row: unknown, pack: Pack): readonly Trust[] | null {
  const kept = keptLead.safeParse(row).data
  return kept && kept.hash === leadHashOf(pack) ? kept.trusts : null
}

/** What a training said of leads, and whether the catalogue has changed since, one sentence; null where nothing was kept. */
export function leadSentence(row: unknown, pack: Pack): string | null {
  const kept = keptLead.safeParse(row).data
  if (!kept) return null
  if (kept.hash === null || kept.hash === leadHashOf(pack)) return kept.said
  return `${kept.said}。派单目录或单位已变，现在只按目录，重新训练后再用历史`
}
