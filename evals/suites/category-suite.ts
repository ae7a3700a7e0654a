import { confidenceFigures, rankedFigures } from './figures.ts'
import { acceptsClass } from './judge-part.ts'
import type { RequestSuite } from './request-suite.ts'
import { treeFigures } from './tree-figures.ts'

/** The class of the pack's taxonomy, down to the level that the gold states. */
export const categorySuite: RequestSuite = {
  name: 'category',
  zh: '事项分类',
  headline: 'top1',
  about: ['class'],
  judge: ({ gold }, found, { className, classPath }) => {
    const codes = gold.service_codes ?? []
    const [first] = codes
    if (first === undefined) return null
    const ranked = found.service_codes
    const accepted = ranked.map((c) => c.code).filter((code) => acceptsClass(codes, code))
    const wanted = codes.find((code) => ranked[0]?.code.startsWith(code)) ?? first
    return {
      right: acceptsClass(codes, ranked[0]?.code ?? ''),
      truth: className(first),
      proposed: className(ranked[0]?.code ?? ''),
      acceptable: [...new Set([...codes, ...accepted])].map(className),
      ranked: ranked.map((c) => className(c.code)),
      p: ranked[0]?.p ?? 0,
      truth_path: classPath(wanted),
      // Levels below the stated one are neither right nor wrong.
      proposed_path: classPath(ranked[0]?.code ?? '').slice(0, classPath(wanted).length),
    }
  },
  measure: (results, options) => ({
    ...rankedFigures(results, options),
    ...treeFigures(results, options.seed),
    ...confidenceFigures(results, options),
  }),
}
