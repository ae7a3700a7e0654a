import type { Confidence } from '../proposal/confidence.ts'
import type { HeardHistory } from './heard-history.ts'

/**
 * Where history names strongly what no line allows, catalogue and history contradict each other (R11, R12): people look. The share of
 * the lead has left room for that unit already, so the confidence is lower; it is also said.
 */
export function doubtLead(sure: Confidence, heard: HeardHistory | null): Confidence {
  if (!heard?.outside) return sure
  const reason = sure.abstain ? sure.reason : '目录与历史不一致，请人工判断承办单位'
  return { ...sure, abstain: true, reason }
}
