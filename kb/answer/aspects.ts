/** What a question may ask about a matter; each has its own section in a well-written article. */
const aspects = [
  'fee',
  'hours',
  'duration',
  'validity',
  'materials',
  'conditions',
  'where',
  'phone',
  'steps',
  'basis',
] as const
export type Aspect = (typeof aspects)[number]

export const aspectNames: Record<Aspect, string> = {
  fee: '费用',
  hours: '办公或开放时间',
  duration: '办理时限',
  validity: '有效期',
  materials: '材料',
  conditions: '条件',
  where: '办理地点和渠道',
  phone: '电话',
  steps: '办理流程',
  basis: '依据',
}

interface AspectWords {
  /** In the question, normalised. */
  question: RegExp
  /** In the heading of a section. */
  heading: RegExp
  /** In a sentence that states it, where no section has the heading. */
  sentence: RegExp | null
}

export const aspectWords: Record<Aspect, AspectWords> = {
  fee: {
    question:
      /多少钱|几块钱|几元|费用|收费|手续费|工本费|要钱|花钱|免费|价格|票价|电价|水价|气价|多少元|贵不贵|缴多少|交多少|扣多少|怎么收|收多少|票多少/,
    heading: /费用|收费|价格|标准|多少钱|票价|缴费|工本费|电价|水价/,
    sentence: /\d+(\.\d+)?\s*(万)?元|免费|不收费|不收取|免收|收费/,
  },
  hours: {
    question:
      /几点|上班时间|办公时间|工作时间|开放时间|营业时间|营业到|开门|关门|周末|周六|周日|星期[六日天]|节假日|休息日|首末?班车|末班|首班|全天|24小时/,
    heading: /时间|几点|周末|开放/,
    sentence: /\d+\s*[点:时]\s*\d*|周[一二三四五六日末]|星期|节假日|工作日|全天|24\s*小时/,
  },
  duration: {
    question:
      /多久|多长时间|几天|多少天|几个工作日|多少个?工作日|几个月|多少个?月|什么时候能?(拿|下来|办好|到账|出|取)|时限|当天能|当场|何时到账/,
    heading: /时限|多久|办理时间|办结|期限|时间|几天/,
    sentence:
      /(\d+|[一二三四五六七八九十两半])\s*个?\s*(工作日|自然日|日|天|个月|月|年|小时)|当场|即时|当日/,
  },
  validity: {
    question:
      /有效期|到期|过期(?=了|后|多久|没|吗|怎么|能|还|[,。?]|$)|管几年|能用几年|能用多久|管多久|续签|延期|什么时候换/,
    heading: /有效期|到期|续|期限|签注|换证|换领/,
    sentence: /有效期|\d+\s*年|长期有效|签注|期满/,
  },
  materials: {
    question:
      /材料|证件|带什么|带哪些|拿什么|需要准备|准备什么|准备哪些|手续|证明|资料|要什么|需要什么|需要哪些|要哪些|带身份证/,
    heading: /材料|证件|准备|带什么|资料/,
    sentence: /身份证|户口簿|证明|原件|复印件|申请表|材料/,
  },
  conditions: {
    question:
      /条件|资格|要求|符合|谁能|谁可以|哪些人|什么人|能不能|可不可以|可以.{0,12}吗|能.{0,12}吗|是否可以|是否能|允许|几岁|多大|年龄|满多少|够不够|算不算|有没有资格|限制|必须|需不需要|需要.{0,10}吗|要.{1,8}吗|会不会|有没有.{0,8}(补贴|优惠|政策)/,
    heading: /条件|谁|资格|对象|适用|要求|范围|人群|规定|限制/,
    sentence: /满\s*\d+|符合|应当|可以|不得|具有|年龄|周岁|以上|以下|需要|不予/,
  },
  where: {
    question:
      /在哪|哪里|哪儿|去哪|上哪|什么地方|哪个(地方|窗口|部门|单位|派出所|平台|网站)|地址|地点|位置|网上.{0,6}(办|申请|预约|查)|线上|网址|公众号|小程序|找谁|找哪|找什么部门|归谁管|谁管|什么部门|哪家/,
    heading: /在哪|哪里|地点|地址|渠道|窗口|网上|途径|方式|去哪|找谁|部门/,
    sentence: /窗口|大厅|中心|派出所|网站|网上|app|小程序|公众号|平台|服务站|街道|登录|地址/i,
  },
  phone: {
    question: /电话|热线|号码|打什么|打哪个|打多少|联系方式|怎么联系|客服/,
    heading: /电话|热线|咨询|联系/,
    sentence: /电话|热线|拨打|\d{5,}/,
  },
  steps: {
    question:
      /怎么(?!收)|怎样|如何|咋|流程|步骤|程序|办理方法|办法|步奏|先.{0,6}再|第一步|从哪里开始/,
    heading: /流程|步骤|怎么办|如何|办理|程序|方法|申请/,
    sentence: null,
  },
  basis: {
    question: /依据|根据什么|哪条规定|什么规定|哪部法|法律规定|哪个文件|文件号|出处|条例|政策文件/,
    heading: /依据|法规|规定|政策|文件/,
    sentence: /《[^》]+》/,
  },
}

/** The aspects that a normalised question asks about, most specific first; none means the matter as a whole. */
export function findAspects(question: string): Aspect[] {
  return aspects.filter((aspect) => aspectWords[aspect].question.test(question))
}

/** What a section is about by its heading, or null. */
export function aspectOfHeading(heading: string): Aspect | null {
  return aspects.find((aspect) => aspectWords[aspect].heading.test(heading)) ?? null
}
