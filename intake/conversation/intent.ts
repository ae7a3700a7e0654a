import { normaliseText } from '../../kb/language/normalise.ts'

/** Short utterances whose meaning does not depend on the matter. Anything longer is about the matter itself. */
export type Intent =
  | 'greeting'
  | 'thanks'
  | 'closing'
  | 'robot'
  | 'ability'
  | 'human'
  | 'progress'
  | 'when'
  | 'discard'
  | 'new'
  | 'start'
  | 'pickup'

const SHORT = 24

const patterns: readonly [Intent, RegExp][] = [
  [
    'greeting',
    /^(?:(?:你们?好|您好|嗨|喂|哈喽|哈罗|在吗|在么|在不在|有人吗|有人在吗|早|早上好|上午好|中午好|下午好|晚上好|hi|hello|hey|good (?:morning|afternoon|evening))[呀啊吗呢的,.!?。~、 ]*){1,3}$/,
  ],
  [
    'thanks',
    /^(好的?,?)?(谢谢|感谢|多谢|谢了|thanks|thank you)(你|您|了|啊|very much|so much)?[,.!。~ ]*$/,
  ],
  [
    'robot',
    /[你您]是(?:谁|机器人|人工智能|真人|ai|人吗|不是(?:机器|真人|人))|是(?:真人|机器人|人工智能)(?:吗|还是|么)|对面是.{0,4}人|are you (?:a )?(?:human|robot|bot|real|ai)|am i talking to/,
  ],
  [
    'ability',
    /^(?:那|请问|你好|您好)*[,. ]*(?:[你您]们?|这里|这儿|12345|这个?(?:助手|机器人))(?:都)?(?:能|会|可以)(?:给|帮|替)?(?:我|我们|大家)?(?:都)?(?:做|干|办|管|帮|解决|问)(?:我|点儿?|些)?(?:什么|啥|哪些|嘛)(?:事情?儿?|忙|问题|用)?[啊呀呢吗的,.!?。 ]*$|^(?:what can you do|how can you help)/,
  ],
  [
    'human',
    /(?<!不用|不要|别)(?:转|接|要|找|叫|换|来|给我|帮我接?)(?:一?个|一?下|到|通)?(?:人工|真人|活人|坐席|接线员|话务员|客服人员|工作人员)|^人工(?:客服|服务|坐席|接听)?[,.!。 ]*$|人工(?:客服|服务|坐席|接听)|[跟和与](?:真人|活人|人工|工作人员|接线员|你们的?人)(?:直接)?(?:说|讲|聊|谈|沟通|反映|对话)|(?:找|叫|让|换|派)一?个?人来?[跟和给](?:我|我们)(?:说|讲|聊|谈|解释)|(?:不想|不要|别)[跟和与].{0,3}(?:机器|ai|智能)|(?:human|real person|speak to (?:a|an|someone)|live agent)/,
  ],
  [
    'progress',
    /(?:查|看|问)(?:一?下|询|看)?.{0,6}(?:进度|进展|结果)|(?:进度|进展|结果)(?:如何|怎么样|咋样|呢|怎样|了吗|了没)?[,.!?。 ]*$|(?:我的|那个|上次|上回|之前|前[几两]?天|上(?:个)?(?:周|礼拜|星期|月)|刚才|刚刚|昨天).{0,14}(?:办得?|处理得?|弄得?|搞得?|解决得?|到)(?:怎么样|咋样|如何|哪|到哪|什么程度)|(?:办|处理|进行|走)?到(?:哪|什么)(?:一)?步|有(?:没有?)?(?:结果|消息|回音|进展)(?:了|没|吗|呢)|办(?:到哪|得?咋样|得?怎么样|好了?[吗没])|check progress|status of my|any (?:update|progress|news)/,
  ],
  [
    // "什么时候能给我办好": about a matter that is filed, or else about anything.
    'when',
    /^(?:那|请问|我想知道|大概|大约|估计|预计|最快|到底|我?这个?(?:事|件事|问题)儿?|我?那个?(?:事|件事|问题)儿?|我的?(?:事|问题|诉求)儿?|你们)*[,. ]*(?:什么时候|啥时候|多会儿?|几时|多久|多长时间|几天|哪天)(?:才|就|能|可以|会|给|我们?|帮|把|有人|有|人|你们|他们|派|来|上门|得|要|啊|的)*(?:办|处理|解决|回复|答复|结果|联系|弄|修|搞|管|来|上门|派人)(?:好|完|掉|成|了|看看|看|我|得|到)*[啊呀呢吗吧了呐哪嘛,.!?。 ]*$|^when will (?:it|this|my).{0,40}$/,
  ],
  [
    'new',
    /^(再|还要|我要|想)?(反映|说|提|报)(另|别的|其他)?(一|1)?(件|个)?(事|问题|诉求)[,.!。 ]*$|^another matter$/,
  ],
  [
    'start',
    /^(?:(?:我|有|我有|你好|您好|请问|想|要|来|需要)[,. ]*)*(?:(?:要|想|来)?(?:投诉|举报|反映|反馈|咨询|求助|报修|提建议|提意见|说|问|打听)(?:一?[下个件点]|些)*(?:事情?儿?|问题|情况|诉求)?|有(?:个|件|点)?(?:事|问题|情况)(?:要|想)?(?:反映|投诉|咨询|问|说)?)[吧呢啊了行吗可以不,.!?。 ]*$|^i (?:want|would like) to (?:complain|report something|ask something)[.! ]*$/,
  ],
  [
    'pickup',
    /换(?:个|一?台|到)?(?:手机|电脑|设备|机器)|(?:别的|另一?[个台部]|其他)(?:手机|电脑|设备).{0,6}(?:接着|继续|聊|说)|(?:取|续谈|接续)码|another (?:device|phone|computer)/,
  ],
  [
    'discard',
    /^(?:(?:那|我|还是|那就)?(?:不(?:要|想|用)?(?:再)?(?:提交|反映|报|投诉|举报|提)|取消|放弃|撤销|撤回|算了|不用|cancel|never ?mind|forget it)(?:吧|了|提交|诉求)*[,.!。 ]*){1,3}$/,
  ],
  [
    'closing',
    /^(?:(?:好的?|行吧?|嗯+|哦+|噢|喔|那|成|okay|ok|得嘞|行了|可以|那好吧?|好吧)[,.!。、~ ]*)*(?:(?:我)?(?:知道|明白|了解|清楚|懂|晓得|记住|收到)(?:(?:该|要|去)?(?:怎么|咋|去?哪儿?)[^,.。?!]{0,4})?(?:了|啦)?|没(?:别的|其他|什么|啥)?事儿?了?|(?:就|先)这样(?:吧)?|没有?(?:别的|其他的?)了?|再见|拜拜|回见|不用了|算了吧?|got it|i see|bye|no,? that'?s all)[啊呀哈啦了您你吧呢,.!。~ ]*(?:(?:谢谢|感谢|再见|辛苦|多谢|thanks|thank you|bye)[您你了啊啦哈,.!。~ ]*)*$/,
  ],
]

/** The small intent of a short text, or null. */
export function detectIntent(text: string): Intent | null {
  const flat = normaliseText(text).trim()
  if (flat.length > SHORT) return null
  return patterns.find(([, pattern]) => pattern.test(flat))?.[0] ?? null
}

/** "算了不提交了，回头我自己跟他说": gives a summary up and says why; only beside a summary, where it cannot be a matter. */
export function givesUp(text: string): boolean {
  const flat = normaliseText(text).trim()
  return (
    flat.length <= 40 &&
    /^(?:那|我|还是|要不|等等|先)*[,.。 ]*(?:算了|拉倒|(?:先|暂时)?(?:不|别)(?:要|想|用)?(?:再)?(?:提交|提|报|投诉|反映|举报|发|交|弄)|取消|放弃|撤(?:了|销|回|掉)|不要了|don't (?:submit|file)|never ?mind|cancel)/.test(
      flat,
    )
  )
}

/** "不用办了，车已经挪走了", "…，撤销吧": nothing is to be filed any more, wherever in a short text it is said. */
export function callsOff(text: string): boolean {
  const flat = normaliseText(text)
    .trim()
    .replace(/[\s,.!。~]+$/, '')
  return (
    flat.length <= 40 &&
    !/(?:不能|不许|别|不得|不准|才|如果|要是|谁)(?:给)?(?:撤|取消)|又|还是(?:没|不)|[?？吗]/.test(
      flat,
    ) &&
    /^(?:那|我|你们?|现在|谢谢|好了|哦|对了|等等|[,. ])*(?:(?:不用|不需要|不必|甭)(?:你们|给我|帮我)?(?:再)?(?:办|处理|管|派人(?:来|过来)?|来|登记|反映|上报|报)(?:理)?了|(?:把|给)?(?:这个|刚才|那个)[^,.]{0,8}(?:撤|取消)(?:了|掉|销|回)?)|(?:^|[,. ])(?:请|帮我|给我|就|那就|麻烦)?(?:(?:撤销|撤回)(?:了)?(?:吧|就行)?|(?:撤了|撤掉|取消)(?:了)?(?:吧|就行))$|(?:^|[,. ])(?:那|我|就|这个)*(?:不(?:用|想|要|需要)?(?:再)?(?:报|投诉|反映|举报|提交)了|别(?:报|提交|派人|登记)了)吧?$/.test(
      flat,
    )
  )
}

/** Nothing is said by these words but that something is the matter, or how the citizen feels about it. */
const fillers =
  /你们?好|您好|请问|太|真|真的|实在|气人|气死(?:我|人)?|烦死|烦人|气愤|生气|受不了|受够|无语|过分|离谱|可恶|倒霉|郁闷|愁|着急|急死|急|到底|究竟|什么|啥|情况|怎么回事|怎么着|怎么|管不管|管管|管|不管|没人|有没有|能不能|有人|解决|处理|帮帮|帮个|帮|忙|求助|求|救命稻草|我们|我|你们|你|您|他们|俺|咱|想|要|有|是|个|件|点|些|这|那|事儿?|问题|意见|投诉|投拆|举报|反映|反应|报告|咨询|说|问|一下|一个|一件|一|下|了|啊|呀|吧|吗|呢|嘛|哦|唉|哎|哼|的|得|很|好|都|就|还|又|再|来|跟|和|给|对|不|在/gu

/** "太气人了，你们到底管不管", "我有个问题": what it is about has to be asked (R10). */
export function saysNothing(text: string): boolean {
  const letters = normaliseText(text).replace(/[^\p{L}\p{N}]/gu, '')
  return letters.length > 0 && letters.length <= 30 && letters.replace(fillers, '') === ''
}

/** "1", "第二个", "选3": one of the offers by its number, counted from 0; null for anything else. */
export function readOrdinal(text: string): number | null {
  const flat = normaliseText(text).trim()
  const found =
    /^(?:我?(?:选|要|是))?(?:第)?([1-6一二三四五六两])(?:个|项|条|号|种|处)?(?:吧|的|那个)?[,.!。、 ]*$/.exec(
      flat,
    )?.[1]
  if (found === undefined) return null
  const number = '一二三四五六'.indexOf(found === '两' ? '二' : found)
  return number >= 0 ? number : Number(found) - 1
}

/** Takes the way that was named ("行吧那我去找法院"): nothing more is wanted here. */
export function takesChannel(text: string): boolean {
  const flat = normaliseText(text).trim()
  return (
    flat.length <= SHORT &&
    /^(?:(?:好的?|行吧?|嗯+|哦+|那|成|那好|好吧|知道了|明白了|可以|ok)[,.!。 ]*)*(?:那)?(?:我|我们)?(?:就|自己|先|再|回头|明天)*(?:去|找|打|联系|咨询|走|问|试)(?:去|找|问|打|一下|下)?[^,.。?!]{0,14}[吧啊了呗,.!。 ]*$/.test(
      flat,
    ) &&
    !/没|不(?!懂)|投诉|举报/.test(flat)
  )
}

/** "不留电话也不留名", said before anybody asked (R8: contact is optional). */
export function refusesContact(text: string): boolean {
  return /(?:不|别|甭)(?:想|愿意?|方便|用|要|会)?(?:留|给|填|提供|登记)(?:下)?(?:我的)?(?:电话|联系方式|手机|号码|姓名|名)|no phone number|don't want to leave/.test(
    normaliseText(text),
  )
}

/** "要我电话干嘛，不给": the answer to the question for a phone, in other words than skipping it. */
export function deniesContact(text: string): boolean {
  const flat = normaliseText(text)
  return (
    !/\d{5}/.test(flat) &&
    (refusesContact(flat) ||
      /^(?:还是|就|先|我)*(?:不|别)(?:太)?(?:想|愿意?)?(?:留|填|说|提供)(?:了|吧|$)|^匿名|(?:怕|担心).{0,4}报复|不给|凭什么|不告诉|没有?(?:电话|手机)|不方便|免了|不必|不用留/.test(
        flat,
      ))
  )
}

export function isSkip(text: string): boolean {
  const flat = normaliseText(text).trim()
  return /^(?:我)?(?:跳过|略过|都不是|(?:说了)?不(?:用|想|愿意?|方便|必|太)?(?:留|填|说|提供|给)?(?:电话|联系方式|名字?)?(?:了|吧)?|没有?了?|没(?:别的|什么|啥)(?:了|要补的)?|无|匿名|不留电话|不(?:知道|清楚|晓得|记得|确定)(?:了|啊|呢|叫(?:啥|什么)\S{0,4})?|记不清了?|忘了|没(?:注意|看清|记住)|说不(?:清|好|上来)|随便|skip|no|none|no phone|not sure|i don't know)[,.!。 ]*$/.test(
    flat,
  )
}

export function isConfirm(text: string): boolean {
  const flat = normaliseText(text).trim()
  return /^(确认|确定|提交|是的?|对的?|没错|没问题|可以|好的?|行|嗯+|ok|okay|yes|confirm|submit)(,?(确认|提交|没错))?(吧|了|啊)?[,.!。 ]*$/.test(
    flat,
  )
}

/** "行，继续提交刚才那个": a yes to the summary in more words; anything but the wish to file it is no yes. */
export function confirmsSummary(text: string): boolean {
  const flat = normaliseText(text).trim()
  return (
    isConfirm(flat) ||
    (flat.length <= SHORT &&
      /^(?:行|好的?|好了|可以|嗯+|那|就|对的?|没错|没问题|都对|没有了?|是的?|ok|请|麻烦|核对(?:过|好|完)了?|[,.!。、~ ])*(?:你|您)?(?:就?这样|直接|继续|接着|现在|帮我|给我|按这个)*(?:提交|确认|登记)(?:刚才|上面|那个|这个|那件|这件|那份|这份|原来的?|事儿?|诉求|一下|上去|吧|了|啊|就行|,|谢谢|[.!。~ ])*$/.test(
        flat,
      ))
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
  return /^不对.{0,3}(?:应该)?[是在]|不是.{1,14}[,，、。;； ]?(而?是|应该是|在)|(说|写|打|填)错|更正|纠正|应该是|改(成|为|到)|not .{1,30} but |i meant|correction/i.test(
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
  return /[?？]|吗|不$|么$|呢$|怎么(办|弄|申请|查)?|如何|咋(?:办|弄)|哪里|哪儿|多少|多久|几(?:天|点|岁|号)|什么时候|啥时候|(?:什么|啥|哪些)(?:材料|手续|条件|流程)|能不能|可不可以|要不要|是不是|会不会|是否|how |where |what |when |which |can i|do i |is it |are there/i.test(
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
