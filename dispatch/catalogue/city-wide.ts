import type { RequestKind } from '../../db/packs/pack.ts'

const whole =
  /全市|本市|我市|市里|各区|统一|出台|政策|立法|条例|所有的?|都(?:取消|改成|换成|实行)|政府(?:能|应|把|给)|市政府/
/** Said of the whole city in so many words: whoever says it means a rule, whatever the act. */
const everywhere = /全市(?:统一|推广|推行|范围)|政策[^,，。]{0,6}(?:改|放宽|调整)/
const local =
  /小区|门口|附近|我们(?:这|那|家|楼|村|院|片|街)|我家|路口|胡同|楼下|村里|这(?:边|里|儿|一?片|条|个)|单元|院里|旁边|对面/

/**
 * Whether a wish concerns the whole city rather than a place that was left out: then nobody is asked for an
 * address, and the city's department receives it. Who names a place that several bear means one of them.
 */
export function isCityWide(
  words: string,
  known: { kind: RequestKind; names: readonly string[]; isPlaceNamed?: boolean },
): boolean {
  if (everywhere.test(words)) return true
  if (known.kind !== 'suggestion') return false
  if (whole.test(words) || known.names.some((name) => words.includes(name))) return true
  return !known.isPlaceNamed && !local.test(words)
}
