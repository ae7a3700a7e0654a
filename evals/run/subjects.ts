import type { Pack } from '../../db/packs/pack.ts'
import { assistProposals } from '../../dispatch/assist/assist-proposals.ts'
import type { ClassModel } from '../../dispatch/classifier/class-model-file.ts'
import type { FusionWeights } from '../../dispatch/classifier/create-classifier.ts'
import { createProposer } from '../../dispatch/proposal/create-proposer.ts'
import { type ProposalLine, toProposalLine } from '../../dispatch/proposal/proposal-line.ts'
import { createEmergencyCheck } from '../../dispatch/triage/emergency-check.ts'
import { createAsk } from '../../kb/answer/ask.ts'
import type { AskResult } from '../../kb/answer/ask-result.ts'
import type { Embedder } from '../../kb/embed/embedder.ts'
import type { LanguageModel } from '../../kb/llm/language-model.ts'
import { createArticleIndex } from '../../kb/search/article-index.ts'
import type { DuplicateCase } from '../cases/case-formats.ts'
import { createRelatePair, type FoundRelation } from './relate-pair.ts'

/** Requests without a stated moment are read on a working-day morning outside any season. */
const usualMoment = '2026-04-14T10:00:00+08:00'

interface Asked {
  text: string
  channel?: string | undefined
  at?: string | undefined
  address?: string | undefined
}

/** What is measured: the very functions that serve citizens, built once. */
export interface Subjects {
  propose(id: string, asked: Asked): Promise<ProposalLine>
  ask(asked: Asked): Promise<AskResult>
  /** What two requests are to each other. */
  relate(c: DuplicateCase): Promise<FoundRelation>
  /** Article ids, best first. */
  search(text: string): Promise<string[]>
}

export interface SubjectOptions {
  pack: Pack
  embedder: Embedder | null
  /** Sources of the classifier that are switched off. */
  fusion?: FusionWeights | undefined
  /** Another classifier than the pack's own. */
  trained?: ClassModel | undefined
  /** Takes part in proposals and answers; none unless the run measures it. */
  languageModel?: LanguageModel | undefined
  progress?: (done: number, total: number) => void
}

/** Each subject is built when it is first needed: a run of one suite does not wait for the others. */
export function createSubjects(options: SubjectOptions): Subjects {
  const propose = once(async () => {
    const built = await createProposer(options)
    await built.ready
    const { pack, languageModel } = options
    const run = languageModel ? assistProposals(built, { pack, languageModel }) : built
    return { run, matterOf: built.matterOf, classesOf: built.classesOf }
  })
  const ask = once(async () => {
    const { pack } = options
    const { classesOf } = await propose()
    const service = createAsk({
      classesOf,
      articles: pack.articles,
      servicePoints: pack.service_points,
      ...options,
      languageModel: options.languageModel ?? null,
      isEmergency: createEmergencyCheck(pack),
      onFailure: rethrow,
    })
    await service.ready
    return service
  })
  const index = once(async () => {
    const built = createArticleIndex({ articles: options.pack.articles, ...options })
    await built.ready
    return built
  })
  const at = (asked: Asked) => new Date(asked.at ?? usualMoment)
  const proposeLine = async (id: string, asked: Asked) => {
    const { run } = await propose()
    const assist = options.languageModel ? { assist: {} } : {}
    const input = { channel: asked.channel ?? 'chat', text: asked.text, at: at(asked) }
    const known = asked.address ? { known: { address: asked.address } } : {}
    return toProposalLine(id, await run({ ...input, ...known, ...assist }))
  }
  const { embedder } = options
  return {
    propose: proposeLine,
    relate: createRelatePair({
      propose: proposeLine,
      matterOf: async (words) => (await propose()).matterOf(words),
      embedder,
      usualMoment,
    }),
    ask: async (asked) => (await ask())({ text: asked.text, at: at(asked) }),
    search: async (text) => {
      const hits = await (await index()).search({ text, limit: 20, forReader: true })
      return hits.map((hit) => hit.article.id)
    },
  }
}

/** A search that goes on without its vectors would be measured under a wrong name. */
function rethrow(error: unknown): never {
  throw error
}

function once<T>(build: () => Promise<T>): () => Promise<T> {
  let built: Promise<T> | undefined
  return () => {
    built ??= build()
    return built
  }
}
