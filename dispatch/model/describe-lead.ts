import { hasVoice, type LeadModel } from '../unit-voice/lead-model.ts'
import { LEAST_ORDERS } from '../unit-voice/train-lead-model.ts'

const percent = (p: number) => `${(p * 100).toFixed(1)}%`

/** What a training says of leads, one sentence: how many orders, and what history was worth on the newest of them. */
export function describeLead(lead: LeadModel | null): string {
  if (lead === null) return `承办单位：可学的已确认工单不足 ${LEAST_ORDERS} 件，只按派单目录`
  const { orders, roles, held, before, after } = lead.verdict
  const { catalogue, habit, text } = lead.weights
  const known = `承办单位：${orders} 件工单、${roles} 种承办角色，用最新 ${held} 件检验`
  const sure = `把握误差 ${percent(before.ece)} → ${percent(after.ece)}`
  if (!hasVoice(lead)) {
    return `${known}，历史没有使首选更准（目录 ${percent(before.right)}），权重 0，只按派单目录，${sure}`
  }
  const weights = `目录 ${catalogue}、条目习惯 ${habit}、用词 ${text}`
  return `${known}，首选正确 ${percent(before.right)} → ${percent(after.right)}，${sure}，权重：${weights}`
}
