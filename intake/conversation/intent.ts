import { normaliseText } from '../../kb/language/normalise.ts'

/** Short utterances whose meaning does not depend on the matter. Anything longer is about the matter itself. */
export type Intent = 'greeting' | 'thanks' | 'robot' | 'human' | 'progress' | 'discard' | 'new'

const SHORT = 24

const patterns: readonly [Intent, RegExp][] = [
  [
    'greeting',
    /^(你好|您好|嗨|哈喽|在吗|有人吗|早上好|上午好|下午好|晚上好|hi|hello|hey)[呀啊吗的,.!?。~ ]*$/,
  ],
  [
    'thanks',
    /^(好的?,?)?(谢谢|感谢|多谢|谢了|thanks|thank you)(你|您|了|啊|very much|so much)?[,.!。~ ]*$/,
  ],
  [
    'robot',
    /你是(谁|机器人|人工智能|真人|ai|人吗)|是(真人|机器人)吗|are you (a )?(human|robot|bot|real|ai)/,
  ],
  [
    'human',
    /转人工|人工(客服|服务|坐席|接听)|找(个)?真人|(human|real person|speak to (a|an|someone))/,
  ],
  [
    'progress',
    /(查|看|问)(一?下|询|看)?.{0,6}进度|(进度|进展)(如何|怎么样|呢|怎样)?$|(我的|那个|上次).{0,6}(诉求|工单|投诉).{0,4}(办|处理|到哪|怎么样)|check progress|status of my/,
  ],
  [
    'new',
    /^(再|还要|我要|想)?(反映|说|提|报)(另|别的|其他)?(一|1)?(件|个)?(事|问题|诉求)[,.!。 ]*$|^another matter$/,
  ],
  [
    'discard',
    /^(?:(?:那|我|还是|那就)?(?:不(?:要|想|用)?(?:再)?(?:提交|反映|报|投诉|举报|提)|取消|放弃|撤销|撤回|算了|不用|cancel|never ?mind|forget it)(?:吧|了|提交|诉求)*[,.!。 ]*){1,3}$/,
  ],
]

/** The small intent of a short text, or null. */
export function detectIntent(text: string): Intent | null {
  const flat = normaliseText(text).trim()
  if (flat.length > SHORT) return null
  return patterns.find(([, pattern]) => pattern.test(flat))?.[0] ?? null
}

export function isSkip(text: string): boolean {
  const flat = normaliseText(text).trim()
  return /^(跳过|略过|都不是|不(用|想|愿意?|方便|必)?(留|填|说|提供|给)?(电话|联系方式)?(了|吧)?|没有|无|匿名|不留电话|不知道|不清楚|说不清|skip|no|none|no phone|i don't know)[,.!。 ]*$/.test(
    flat,
  )
}

export function isConfirm(text: string): boolean {
  const flat = normaliseText(text).trim()
  return /^(确认|确定|提交|是的?|对的?|没错|没问题|可以|好的?|行|嗯+|ok|okay|yes|confirm|submit)(,?(确认|提交|没错))?(吧|了|啊)?[,.!。 ]*$/.test(
    flat,
  )
}

const secrecy = '(?:保密|匿名|隐藏|隐去)'
const denial = '(?:(?<!要)不(?:用|需要|必|想要?|要求?)?|无需|没必要|用不着|没)'
const keptFrom =
  /(?:不(?!介意|怕|在乎)(?:要|能|想|愿意?|可以?|得|许)?|别|勿)[^,.。;]{0,6}(?:公开|告诉|透露|泄露|暴露|知道)/
const deniesSecrecy = new RegExp(
  `${denial}.{0,3}${secrecy}|${secrecy}(?:也)?(?:不用|不必|不需要|无所谓)|公开|可以(?:告诉|透露)`,
)

/** yes, no, or null where the words say neither; "别公开" and "不要告诉他们" ask for it (R8). */
export function readConfidential(text: string): boolean | null {
  const flat = normaliseText(text).trim()
  if (keptFrom.test(flat)) return true
  if (deniesSecrecy.test(flat) || /不(?:需要|用|必)|^(不|否|无|没|no\b|not)/.test(flat))
    return false
  if (/保密|隐藏|匿名|别说|^(是|要|需要|好|对|嗯|yes|confidential|keep)/.test(flat)) return true
  return null
}

const aboutSecrecy = new RegExp(
  `^(?:[那就请嗯好我,的也都]|还是|麻烦|希望|身份|姓名|电话|信息|个人)*(?:要|想|想要|需要|要求|可以|${denial}|别)?(?:给我|帮我)?(?:${secrecy}|公开)(?:处理|提交|一下|信息|身份|姓名|就行|即可|[吧了啊呢的,.!。 ]|谢谢)*$`,
)

/** The same for a message that says this and nothing else, at whatever question; it is no part of the matter. */
export function readWish(text: string): boolean | null {
  const flat = normaliseText(text).trim()
  return flat.length <= SHORT && aboutSecrecy.test(flat) ? readConfidential(flat) : null
}

/** "不是朝阳,是海淀", "刚才说错了": what was said before is replaced. */
export function isCorrection(text: string): boolean {
  return /不是.{1,14}[,，、。;； ]?(而?是|应该是|在)|(说|写|打|填)错|更正|纠正|应该是|改(成|为|到)|not .{1,30} but |i meant|correction/i.test(
    normaliseText(text),
  )
}

/** Names of places end in a few words, and addresses have numbers before 号 or 楼. */
export function looksLikePlace(text: string): boolean {
  return /[路街道巷胡同里园苑院村庄镇乡区县城桥站口门楼厦场馆校店寺庙山河湖港湾营屯坊厂]$|[\d一二三四五六七八九十]+(?:号|楼|栋|单元|弄|街|路)|小区|社区|附近|旁边|对面|门口|street|road|avenue|building|district/i.test(
    normaliseText(text).replace(/[\s,.。、!?]+$/, ''),
  )
}

export function isQuestion(text: string): boolean {
  return /[?？]|吗|呢$|怎么(办|弄|申请|查)?|如何|哪里|多少|什么时候|能不能|可不可以|how |where |what |when |can i/i.test(
    normaliseText(text),
  )
}

/** A request number and a query code inside a message (R9: know the progress). */
export function findLookup(text: string): { requestNo: string; queryCode: string } | null {
  const requestNo = text.normalize('NFKC').match(/(?<!\d)\d{15}(?!\d)/)?.[0]
  if (!requestNo) return null
  const code = text
    .normalize('NFKC')
    .replace(requestNo, ' ')
    .match(/(?<![0-9A-Za-z])[0-9A-Za-z](?:[ -]?[0-9A-Za-z]){9}(?![0-9A-Za-z])/)?.[0]
  return code ? { requestNo, queryCode: code } : null
}

/** A query code is a secret: where the message is kept in clear, the code is not. */
export function maskLookup(text: string): string {
  const found = findLookup(text)
  return found ? text.normalize('NFKC').replace(found.queryCode, '**********') : text
}
