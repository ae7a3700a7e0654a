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
import { type EmergencyNet, emergencyNetOf } from '../triage/emergency-net.ts'
import { createKindModel, type KindModel } from '../triage/kind-model.ts'
import { compileLexicons, type Lexicons } from '../triage/triage.ts'

/** Everything that understanding needs, built once from a pack; nothing in it changes or does IO. */
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
}

export function createEngine(pack: Pack, fusion?: FusionWeights, trained?: ClassModel): Engine {
  return {
    pack,
    places: createPlaceIndex(pack),
    taxonomy: createTaxonomy(pack),
    classifier: createClassifier(pack, fusion, trained),
    catalogue: createCatalogue(pack),
    directory: createUnitDirectory(pack),
    lexicons: compileLexicons(pack),
    emergencyNet: emergencyNetOf(pack),
    kindModel: createKindModel(pack),
  }
}
