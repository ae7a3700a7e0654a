import { z } from 'zod'
import { deadlines, dispatchModes, requestKinds } from '../../db/packs/pack.ts'
import type { Proposal } from '../proposal/proposal.ts'

/** What a person decided; the ledger keeps it beside the proposal (promise 2). */
export const dispatchDecision = z.object({
  kind: z.enum(requestKinds),
  service_code: z.string(),
  /** Names as the city writes them: `朝阳区`, `朝阳区望京街道`, `南湖西园社区`. */
  district: z.string().nullable(),
  subdistrict: z.string().nullable(),
  community: z.string().nullable(),
  /** Unit codes. */
  lead: z.string(),
  supporting: z.array(z.string()).max(20),
  copies: z.array(z.string()).max(20),
  mode: z.enum(dispatchModes),
  deadline: z.enum(deadlines),
})
export type DispatchDecision = z.infer<typeof dispatchDecision>

/** One confirmed dispatch: what the person pressed, and what they saw when they did. */
export interface DispatchInput {
  requestId: string
  clientActionId: string
  orderVersion: number
  proposalId: string | null
  decision: DispatchDecision
  reasonCode: string | null
  note: string
}

export const decisionDiff = z.object({
  unchanged: z.boolean(),
  fields: z.array(z.object({ field: z.string(), proposed: z.unknown(), decided: z.unknown() })),
})
export type DecisionDiff = z.infer<typeof decisionDiff>

const sorted = (codes: readonly string[]) => [...codes].sort()

/** What the proposal would have dispatched, in the decision's own terms, so that the two can be compared. */
export function proposedDecision(p: Proposal) {
  const codes = (role: string) => p.units.filter((u) => u.role === role).map((u) => u.code)
  return {
    kind: p.kind,
    service_code: p.service_codes[0]?.code ?? null,
    district: p.place.district,
    subdistrict: p.place.subdistrict,
    community: p.place.community,
    lead: codes('lead')[0] ?? null,
    supporting: sorted(codes('supporting')),
    copies: sorted(codes('copy')),
    mode: p.mode,
    deadline: p.deadline,
  }
}

/**
 * The difference between proposal and decision, field by field. `unchanged` is what the acceptance rate behind
 * 机器人派单 counts; without a proposal everything counts as changed.
 */
export function diffDecision(proposal: Proposal | null, decision: DispatchDecision): DecisionDiff {
  const decided: Record<string, unknown> = {
    ...decision,
    supporting: sorted(decision.supporting),
    copies: sorted(decision.copies),
  }
  const proposed: Record<string, unknown> = proposal ? proposedDecision(proposal) : {}
  const fields = Object.keys(decided)
    .filter((field) => JSON.stringify(proposed[field] ?? null) !== JSON.stringify(decided[field]))
    .map((field) => ({ field, proposed: proposed[field] ?? null, decided: decided[field] }))
  return { unchanged: fields.length === 0, fields }
}
