/** Who owns the road or the ground, as far as the words say; values of `when_owner` (db/packs/README.md). */
const cues: readonly [owner: string, pattern: RegExp][] = [
  [
    'central_compound',
    /央产|中直机关|国管局|国家机关|(?:中央|部委|国家|部里)(?:的)?(?:单位|机关|部委)|(?:部委|部里|部队|军队|总参|总政|总后|军产|军区)[^,，。]{0,8}(?:院|大院|家属|宿舍|房)|(?:军产|部队大院|部委大院|机关大院)/,
  ],
  [
    'unadopted_road',
    /(?:没(?:有)?|未|尚未|还没)(?:进行)?(?:移交|接管|接收|交接)|(?:路|道路|街)[^。]{0,20}(?:没人(?:接|管养)|谁(?:都|也)?(?:不|说不)(?:接|归|管))|代征(?:代建)?(?:道路|路|绿地)|开发商(?:自己)?(?:修|建)的(?:路|道路)/,
  ],
  [
    'expressway',
    /高速(?:公路|路|入口|出口|服务区)?(?!网|发展|上网|增长|铁路)|收费站|服务区(?=.{0,6}高速)/,
  ],
  ['railway', /铁路(?!职工|医院|小区|宿舍|社区|家属)|火车道|铁道|铁轨|道口|货运线/],
  [
    'rural',
    /(?:我们|我|咱们?|本|这个|我家)村|村(?:里|口|民|委会|东|西|南|北|道|路|头|内)|农村|乡村|山村|行政村|大队/,
  ],
  [
    'estate_road',
    /(?:小区|院|院子|大院|园区|社区)(?:里面?|内部?|的内部)(?:的)?[^,，。]{0,8}(?:路|道|地面|井盖|灯|树|坑)|小区(?:的)?(?:道路|路面|内路|主路|路灯)/,
  ],
  ['city_road', /[二三四五六]环(?:主|辅)?路?|快速路|主干道|主干路|城市道路|环路/],
  ['district_road', /区属(?:道路|路)|支路|次干路|背街小巷/],
]

const disputed =
  /(?:谁(?:都|也)?(?:说)?不(?:归|属|是)(?:自己|他们?)?(?:管|的)?|(?:归谁|该谁|谁来?)(?:管|负责)?(?:的)?(?:也|都)?(?:不(?:清楚|明确)|说不清|没人知道)|谁也?说不清|(?:产权|权属|归属)(?:不清|不明|有?争议|没定)|(?:都|各自|互相)说不(?:归|属于?|是)(?:自己|他们|我们|本)|没有产权单位|三不管|(?:已经?|早就?)?移交(?:了|出去)[^。]{0,18}(?:没|未|不)(?:有)?(?:收到|接收|接管|接手|接)|(?:到底|究竟)[^,，。]{0,4}(?:归谁|该谁管))/

/**
 * Whether it is open who answers for the thing: ownership in dispute, a road nobody took over, a compound of a
 * central unit. Such a matter is consulted on before it goes out (R12: 疑难复杂诉求可以在派单前进行会商).
 */
export function isOwnerOpen(words: string): boolean {
  const owners = detectOwners(words)
  return owners.has('unadopted_road') || owners.has('central_compound') || disputed.test(words)
}

/** Every owner that the words name. */
export function detectOwners(words: string): Set<string> {
  return new Set(cues.filter(([, pattern]) => pattern.test(words)).map(([owner]) => owner))
}
