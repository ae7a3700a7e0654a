import type { Pack } from '../../db/packs/pack.ts'
import type { ServiceCandidate } from '../proposal/proposal.ts'
import { createTaxonomy, type Taxonomy } from '../taxonomy/taxonomy.ts'
import { type ClassDocument, classDocuments } from './class-documents.ts'
import { trainClassModel } from './class-model.ts'
import type { ClassModel } from './class-model-file.ts'
import { type ClassScores, createRowLift, liftByMax, liftKeywords } from './class-scores.ts'
import { createExampleSearch, type RowCosines } from './example-search.ts'
import { createKeywordIndex, type KeywordHit } from './keyword-scores.ts'
import type { Meaning } from './semantic-index.ts'
import { softmax } from './temperature.ts'
import { type ToldShares, tellShares } from './told-shares.ts'

/** What a text is about: candidates of the taxonomy, best first, with probabilities of the whole path. */
export interface Classifier {
  classify(text: string, hints?: ClassHints): Classification
}

export interface ClassHints {
  /** What a sentence model says, where there is one. */
  meaning?: Meaning
}

export interface Classification {
  candidates: ServiceCandidate[]
  /** Share of every class on the beam, parents included, as it votes: a leaf never has more than its parent. */
  p: ReadonlyMap<string, number>
  /** The shares as chances of being right, which is what people are told. */
  told: ToldShares
  keywords: KeywordHit[]
  nearest: { text: string; code: string; cosine: number } | null
}

/** Weights of the sources in one node's softmax; chosen on the pack's own examples, held out in turn. */
export interface FusionWeights {
  margin: number
  cosine: number
  keyword: number
  /** Of the whitened sentence vector: nearest example, and middle of the class. */
  nearest: number
  centroid: number
  /** Of the class's stated frequency (high 1, medium 0, low -1): rare classes need better words. */
  frequency: number
}

export const defaultFusion: FusionWeights = {
  margin: 2.4,
  cosine: 8,
  keyword: 0.6,
  nearest: 8,
  centroid: 11,
  frequency: 0.15,
}

/** Without a sentence model the words carry the whole decision, so what is left speaks louder. */
const wordsAlone = { margin: 2.5, cosine: 1.6 }

const beamWidth = 8
const candidateLimit = 5

/**
 * Trains the classifier of a pack: linear models per taxonomy node, keywords, and the nearest training texts,
 * joined in one softmax per node. About a second for a full pack, which a model that was kept saves; nothing is written.
 */
export function createClassifier(
  pack: Pick<Pack, 'taxonomy' | 'examples'>,
  fusion: FusionWeights = defaultFusion,
  trained: ClassModel = trainClassModel(pack),
): Classifier {
  const taxonomy = createTaxonomy(pack)
  const documents = classDocuments(pack, taxonomy)
  const { vectoriser, nodes: models } = trained
  const vectors = documents.map(({ text }) => vectoriser.vectorise(text))
  const search = createExampleSearch(vectors)
  const lift = createRowLift(
    taxonomy,
    documents.map(({ code }) => code),
  )
  const keywordIndex = createKeywordIndex(taxonomy)
  return {
    classify(text, hints = {}) {
      const vector = vectoriser.vectorise(text)
      const cosines = search.cosines(vector)
      const keywords = keywordIndex.find(text)
      const sources: Sources = {
        cosine: lift(cosines.of),
        keyword: liftKeywords(taxonomy, keywords),
        ...meaningSources(taxonomy, hints.meaning),
        margins: (node) => {
          const model = models.get(node)
          if (!model) return new Map()
          const scores = model.scores(vector)
          return new Map(model.labels.map((label, at) => [label, scores[at] ?? 0]))
        },
      }
      const p = searchBeam(taxonomy, (node) =>
        childProbabilities(taxonomy, node, { sources, fusion: weightsFor(fusion, hints) }),
      )
      return {
        candidates: bestLeaves(taxonomy, p),
        p,
        told: tellShares(taxonomy, p, hints.meaning ? 'meaning' : 'words'),
        keywords,
        nearest: nearestDocument(documents, cosines),
      }
    },
  }
}

function weightsFor(fusion: FusionWeights, { meaning }: ClassHints): FusionWeights {
  if (meaning) return fusion
  const { margin, cosine } = wordsAlone
  return { ...fusion, margin: fusion.margin * margin, cosine: fusion.cosine * cosine }
}

interface Sources {
  cosine: ClassScores
  keyword: ClassScores
  nearest: ClassScores
  /** What a class is given that has no near example: less than every one that has. */
  nearestFloor: number
  centroids: ClassScores
  margins(node: string): ClassScores
}

function meaningSources(
  taxonomy: Taxonomy,
  meaning: Meaning | undefined,
): Pick<Sources, 'nearest' | 'nearestFloor' | 'centroids'> {
  if (!meaning) return { nearest: new Map(), nearestFloor: 0, centroids: new Map() }
  return {
    nearest: liftByMax(taxonomy, meaning.nearest),
    nearestFloor: meaning.nearest.at(-1)?.[1] ?? 0,
    centroids: meaning.centroids,
  }
}

function childProbabilities(
  taxonomy: Taxonomy,
  node: string,
  by: { sources: Sources; fusion: FusionWeights },
): [code: string, p: number][] {
  const { sources, fusion } = by
  const children = taxonomy.children(node)
  const margins = sources.margins(node)
  const logits = children.map(
    ({ code, frequency }) =>
      fusion.frequency * frequencyPrior[frequency ?? 'medium'] +
      fusion.margin * (margins.get(code) ?? -1) +
      fusion.cosine * (sources.cosine.get(code) ?? 0) +
      fusion.keyword * (sources.keyword.get(code) ?? 0) +
      fusion.nearest * (sources.nearest.get(code) ?? sources.nearestFloor) +
      fusion.centroid * (sources.centroids.get(code) ?? 0),
  )
  const p = softmax(logits)
  return children.map(({ code }, at) => [code, p[at] ?? 0])
}

const frequencyPrior = { high: 1, medium: 0, low: -1 }

/** Level by level, only the best paths are followed; a leaf's probability is the product along its path. */
function searchBeam(
  taxonomy: Taxonomy,
  expand: (node: string) => [code: string, p: number][],
): Map<string, number> {
  const reached = new Map<string, number>()
  let beam: [code: string, p: number][] = [['', 1]]
  while (beam.length > 0) {
    const next = beam.flatMap(([node, p]) =>
      taxonomy.children(node).length === 0
        ? []
        : expand(node).map(([code, q]): [string, number] => [code, p * q]),
    )
    for (const [code, p] of next) reached.set(code, p)
    beam = next.sort((a, b) => b[1] - a[1]).slice(0, beamWidth)
  }
  return reached
}

function bestLeaves(taxonomy: Taxonomy, p: ReadonlyMap<string, number>): ServiceCandidate[] {
  return [...p]
    .filter(([code]) => !taxonomy.children(code).some((child) => p.has(child.code)))
    .sort((a, b) => b[1] - a[1])
    .slice(0, candidateLimit)
    .map(([code, probability]) => ({
      code,
      name: taxonomy.byCode.get(code)?.name ?? code,
      path: taxonomy.path(code).map(({ name }) => name),
      p: Math.round(probability * 1e4) / 1e4,
    }))
}

/** The first of the most similar ones. */
function nearestDocument(
  documents: readonly ClassDocument[],
  { rows, of }: RowCosines,
): Classification['nearest'] {
  let top = 0
  for (let row = 0; row < of.length; row += 1)
    if ((of[row] as number) > top) top = of[row] as number
  const best = rows.find((row) => of[row] === top)
  const document = best === undefined ? undefined : documents[best]
  return document ? { text: document.text, code: document.code, cosine: top } : null
}
