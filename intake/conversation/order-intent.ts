import { normaliseText } from '../../kb/language/normalise.ts'
import type { RequesterAction } from './state.ts'

/** Longer than this is a matter of its own, not a word about one that is filed. */
const LONGEST = 30

const patterns: readonly [RequesterAction, RegExp][] = [
  [
    'add_facts',
    /^(?:我)?(?:还|再)?(?:要|想)?(?:再)?(?:补充|补一|加一|追加)(?:一?[下点句条]|几句|个?情况|说明)?|^(?:有)?新(?:的)?情况|^(?:i want to )?add (?:more |some )?(?:facts|information|details)/,
  ],
  [
    'reopen',
    /(?:没有?|未|并没|根本没)(?:有)?(?:真正|彻底|得到)?(?:解决|处理好|修好|办好|办成)|(?:重新?|再)(?:办理?|处理)(?:一[次遍])?|退回重办|还是(?:老样子|那样|没好)|not (?:solved|fixed)|reopen/,
  ],
  [
    'withdraw',
    /撤(?:回|销|诉|单|掉|了)|(?:不用|不需要|不必|甭)(?:再)?(?:办|处理|管|派人|来)(?:理)?了|(?:问题|事情?)?(?:已经?|都)?(?:自己)?(?:解决|修好|处理好|弄好|办好)了|withdraw|take it back|cancel my (?:request|complaint)/,
  ],
  [
    'rate',
    /评价|打[个一]?分|给.{0,4}(?:好评|差评|评分)|^(?:我)?(?:对.{0,8})?(?:非常|很|比较|不太|不|挺|十分)?满意|rate (?:it|the|my)|satisfied/,
  ],
  [
    'remind',
    /催(?:一?下|一?催|办|促|单)?(?:$|[,.!。吧啊呀呗他她它们一这那我])|加急|(?:尽快|快点|赶紧|抓紧)(?:给)?(?:我)?(?:处理|办|解决|派)|怎么还(?:没|不)(?:人|有人)?(?:来|办|处理|回复|联系|解决|动静)|remind (?:them|the)|hurry/,
  ],
]

/** What a short text wants done with a request that is filed; null where it says something else. */
export function detectOrderWish(text: string): RequesterAction | null {
  const flat = normaliseText(text).trim()
  const long = flat.length > LONGEST && !/^(?:我)?(?:还|再)?(?:要|想)?(?:再)?补充/.test(flat)
  return long ? null : (patterns.find(([, pattern]) => pattern.test(flat))?.[0] ?? null)
}

/** The new facts in "补充一下：…"; empty where only the wish was said. */
export function factsIn(text: string): string {
  return text
    .trim()
    .replace(
      /^(?:我)?(?:还|再)?(?:要|想)?(?:再)?(?:补充|补|加|追加)(?:一?[下点句条]|几句|个?情况|说明)?(?:个?情况)?[:：,，。\s]*/u,
      '',
    )
    .trim()
}

/** 满意, 不满意, or null where the words say neither. */
export function readSatisfaction(text: string): 'satisfied' | 'neutral' | 'dissatisfied' | null {
  const flat = normaliseText(text)
  if (/不(?:太|怎么|是很|大)?满意|差评|糟|太差|dissatisfied|not satisfied/.test(flat)) {
    return 'dissatisfied'
  }
  if (/一般|还行|凑合|基本满意|so-?so/.test(flat)) return 'neutral'
  return /满意|好评|挺好|很好|satisfied|good/.test(flat) ? 'satisfied' : null
}
