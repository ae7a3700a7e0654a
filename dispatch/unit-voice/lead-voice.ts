import type { Pack } from '../../db/packs/pack.ts'
import type { ClassModel } from '../classifier/class-model-file.ts'
import type { Vectoriser } from '../classifier/features.ts'
import type { LeadModel } from './lead-model.ts'
import { leadHashOf } from './lead-roles.ts'

/** A learnt model of leads with what reads texts as it learnt them. */
export interface LeadVoice {
  model: LeadModel
  vectoriser: Vectoriser
}

/** The voice of a model in this catalogue; one that learnt beside another catalogue has none. */
export function leadVoiceOf(model: ClassModel | undefined, pack: Pack): LeadVoice | null {
  if (!model?.lead || model.lead.leadHash !== leadHashOf(pack)) return null
  return { model: model.lead, vectoriser: model.vectoriser }
}
