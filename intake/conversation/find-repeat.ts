import type { Database } from '../../db/client.ts'
import type { Clock } from '../../db/kernel/clock.ts'
import type { Proposal } from '../../dispatch/proposal/proposal.ts'
import { judgeRelated, relatedFeatures } from '../../dispatch/related/judge-related.ts'
import { matterText } from '../../dispatch/related/relate-request-job.ts'
import { loadSubjects } from '../../dispatch/related/related-candidates-view.ts'
import type { RelatedSide } from '../../dispatch/related/related-side.ts'
import type { Embedder } from '../../kb/embed/embedder.ts'
import { ranksByVector } from '../../kb/search/fuse.ts'
import { listOwnOpen } from './own-requests-view.ts'

/** The same matter of the same person, before it is filed a second time (R11-3). */
export interface OwnRepeat {
  requestNo: string
  /** What only the new words have; with it the earlier request is added to, without it only its progress is told. */
  newFacts: string[]
}

export interface RepeatDeps {
  database: Pick<Database, 'db'>
  clock: Clock
  embedder?: Embedder | null | undefined
  matterOf?: ((words: string) => string) | undefined
}

export interface RepeatQuestion {
  conversationId: string
  known: readonly string[]
  text: string
  proposal: Proposal
}

/**
 * Two matters of one estate reported in one talk have person, place and hour in common: only the matter itself decides, by its
 * class or by what the words mean.
 */
const SAME_MATTER = { branch: 0.4, cos: 0.75 }

async function sideOf(deps: RepeatDeps, asked: RepeatQuestion): Promise<RelatedSide> {
  const { embedder, matterOf = (words: string) => words } = deps
  const ranking = embedder && ranksByVector(embedder.space) ? embedder : null
  const [vector] = ranking
    ? await ranking.embed([matterText(matterOf, asked.text)], 'passage')
    : [undefined]
  const { district, subdistrict, community } = asked.proposal.place
  return {
    text: asked.text,
    address: '',
    at: deps.clock.now(),
    requester: 'own',
    place: { district, subdistrict, community },
    classes: new Map(asked.proposal.service_codes.map(({ code, p }) => [code, p])),
    vector: vector ?? null,
  }
}

/** Who tells a matter again names its place once: words without one are about the place that was named before. */
function placed(earlier: RelatedSide, later: RelatedSide): RelatedSide {
  if (later.place.district !== null) return later
  return { ...later, place: earlier.place }
}

const likeliest = ({ classes }: RelatedSide): string =>
  [...classes].sort(([, a], [, b]) => b - a)[0]?.[0] ?? ''

function isSameMatter(a: RelatedSide, b: RelatedSide): boolean {
  const { branch, cos } = relatedFeatures(a, b)
  const [one, other] = [likeliest(a), likeliest(b)]
  const sameClass = one.length >= 6 && one === other
  return sameClass || branch >= SAME_MATTER.branch || cos >= SAME_MATTER.cos
}

/** The open request of one's own that these words are about, judged as the dispatchers' screen judges it; null where none is. */
export async function findRepeat(
  deps: RepeatDeps,
  asked: RepeatQuestion,
): Promise<OwnRepeat | null> {
  const { db } = deps.database
  const own = await listOwnOpen(db, asked)
  if (own.length === 0) return null
  const spaceId = deps.embedder?.space.id ?? null
  const [subjects, later] = await Promise.all([
    loadSubjects(
      db,
      own.map(({ id }) => id),
      spaceId,
    ),
    sideOf(deps, asked),
  ])
  const found = subjects.flatMap((subject) => {
    const earlier: RelatedSide = { ...subject.side, requester: 'own' }
    const there = placed(earlier, later)
    const { kind, score, newFacts } = judgeRelated(earlier, there)
    const same = isSameMatter(earlier, there)
    return kind === 'same_requester' && same ? [{ id: subject.requestId, score, newFacts }] : []
  })
  const best = found.sort((a, b) => b.score - a.score)[0]
  const request = own.find(({ id }) => id === best?.id)
  return best && request ? { requestNo: request.requestNo, newFacts: best.newFacts } : null
}
