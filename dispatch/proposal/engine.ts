import type { Pack } from '../../db/packs/pack.ts'
import { type Catalogue, createCatalogue } from '../catalogue/match-catalogue.ts'
import { createUnitDirectory, type UnitDirectory } from '../catalogue/unit-directory.ts'
import type { ClassModel } from '../classifier/class-model-file.ts'
import {
  type Classifier,
  createClassifier,
  type FusionWeights,
} from '../classifier/create-classifier.ts'
import { createPlaceIndex, type PlaceIndex } from '../place/place-index.ts'
import { createTaxonomy, type Taxonomy } from '../taxonomy/taxonomy.ts'
import { type EmergencyNet, emergencyNetOf, keepEmergencyNet } from '../triage/emergency-net.ts'
import { type KindModel, keptKindModel } from '../triage/kind-model.ts'
import { compileLexicons, type Lexicons } from '../triage/triage.ts'
import { type LeadVoice, leadVoiceOf } from '../unit-voice/lead-voice.ts'

/** Everything that understanding needs, built once from a pack; nothing in it changes. */
export interface Engine {
  pack: Pack
  places: PlaceIndex
  taxonomy: Taxonomy
  classifier: Classifier
  catalogue: Catalogue
  directory: UnitDirectory
  lexicons: Lexicons
  /** The second net for emergencies; null where the pack has too few examples. */
  emergencyNet: EmergencyNet | null
  /** Null where the pack has too few sentences to learn from. */
  kindModel: KindModel | null
  /** What confirmed orders taught about leads; null without, or beside another catalogue. */
  lead: LeadVoice | null
}

export interface EngineOptions {
  fusion?: FusionWeights | undefined
  /** What the classes were learnt to be. */
  trained: ClassModel
  /** Where what is learnt from the pack is kept between starts. */
  cacheDir?: string | undefined
}

export async function createEngine(
  pack: Pack,
  { fusion, trained, cacheDir }: EngineOptions,
): Promise<Engine> {
  await keepEmergencyNet(pack, cacheDir)
  return {
    pack,
    places: createPlaceIndex(pack),
    taxonomy: createTaxonomy(pack),
    classifier: createClassifier(pack, fusion, trained),
    catalogue: createCatalogue(pack),
    directory: createUnitDirectory(pack),
    lexicons: compileLexicons(pack),
    emergencyNet: emergencyNetOf(pack),
    kindModel: await keptKindModel(pack, cacheDir),
    lead: leadVoiceOf(trained, pack),
  }
}
