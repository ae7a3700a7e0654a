import { createHash } from 'node:crypto'
import type { Pack } from '../../db/packs/pack.ts'
import { featureVersion, type OrderText, trainClassModel } from '../classifier/class-model.ts'
import type { ClassModel } from '../classifier/class-model-file.ts'
import type { LeadModel } from '../unit-voice/lead-model.ts'
import { packLead } from '../unit-voice/lead-model-file.ts'
import { trainLeadModel } from '../unit-voice/train-lead-model.ts'

/** Learns classes and, from enough confirmed orders, leads (R12). The same pack and orders give the same version. */
export async function trainModel(pack: Pack, orders: readonly OrderText[]): Promise<ClassModel> {
  const classes = trainClassModel(pack, orders)
  const lead = await trainLeadModel(pack, orders, classes)
  return lead ? { ...classes, lead, version: versionOf(classes, lead) } : classes
}

function versionOf({ version }: ClassModel, lead: LeadModel): string {
  const { header, numbers } = packLead(lead)
  const hash = createHash('sha256').update(version).update(JSON.stringify(header))
  for (const part of numbers) hash.update(part)
  return `${featureVersion}:${hash.digest('hex').slice(0, 12)}`
}
