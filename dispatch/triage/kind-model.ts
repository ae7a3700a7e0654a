import { type Pack, type RequestKind, requestKinds } from '../../db/packs/pack.ts'
import { keptLinear } from '../classifier/kept-linear.ts'
import { type LinearModel, trainLinear } from '../classifier/train-linear.ts'
import { createTaxonomy, inherited } from '../taxonomy/taxonomy.ts'
import { mayBeQuestion } from './kind.ts'

/** How likely each kind is by the way in which the words are put. */
export type KindModel = (words: string) => ReadonlyMap<RequestKind, number>

type KindPack = Pick<Pack, 'examples' | 'taxonomy' | 'articles'>

const isKind = (label: string): label is RequestKind =>
  (requestKinds as readonly string[]).includes(label)

/**
 * What people do with words, learnt from the pack: every example sentence with the usual kind of its class, and the question forms
 * of the articles as inquiries. What asks nothing, said of a class that is mostly asked about, teaches no kind. The model
 * hears a question without a question mark ("五环内能不能放炮仗"), which cues in a list never cover. Null where a pack
 * has too few sentences.
 */
function kindExamples(pack: KindPack): { text: string; label: string }[] | null {
  const taxonomy = createTaxonomy(pack)
  const rows = [
    ...pack.examples.flatMap(({ service_code, text }) => {
      const kind = inherited(taxonomy, service_code, 'usual_kind')
      if (!kind || (kind === 'inquiry' && !mayBeQuestion(text))) return []
      return [{ text, label: kind as string }]
    }),
    ...pack.articles.flatMap(({ questions }) =>
      questions.map((text) => ({ text, label: 'inquiry' })),
    ),
  ]
  return rows.length < 200 || new Set(rows.map((row) => row.label)).size < 2 ? null : rows
}

/** Learns to tell kinds apart (half a second for a full pack), or reads what was learnt from a file of the cache. */
export async function keptKindModel(
  pack: KindPack,
  cacheDir: string | undefined,
): Promise<KindModel | null> {
  const rows = kindExamples(pack)
  if (rows === null) return null
  const train = () => [
    trainLinear({ texts: rows.map((row) => row.text), labels: rows.map((row) => row.label) }),
  ]
  const [model] = await keptLinear({ dir: cacheDir, name: 'kinds', rows }, train)
  return model ? kindsBy(model) : null
}

function kindsBy(model: LinearModel): KindModel {
  return (words) =>
    new Map(
      model
        .predict(words, requestKinds.length)
        .flatMap(({ label, p }) => (isKind(label) ? [[label, p] as const] : [])),
    )
}
