import type { AnswerKey } from './answer-texts.ts'
import type { AskResult } from './ask-result.ts'
import type { Question } from './understand-question.ts'

/** A question that no article may answer, whatever the search would find (R11): why, and what is said. */
export interface Screened {
  outcome: AskResult['outcome']
  key: AnswerKey
  reason: string
}

interface Screen extends Screened {
  when: RegExp
  unless?: RegExp
}

const outage = '停水|停电|停气|停暖|断水|断电|断网|没水|没电|没气|没暖气|暖气不热|不来水|不来电'
const mine =
  '我(?!市|国|区|县|省|要|想(?!问|知道|查))|我们|咱们?|俺|本人|我家|我妈|我爸|我父亲|我母亲|我孩子|我老公|我老婆|我爱人|我儿子|我女儿'

/** In this order; the first that fits decides. Patterns run over normalised text. */
const screens: readonly Screen[] = [
  {
    when: /转人工|人工(客服|服务|坐席|接听)|找个?真人|(要|和|跟|找)人工/,
    outcome: 'hand_over',
    key: 'answer.human',
    reason: '要求转人工',
  },
  {
    when: /伪造|办假|做假|假(证|章|流水|材料|离婚|结婚|证明)|代开|逃税|避税|骗保|骗补|骗取|套取|套现|走私|翻墙|钻空子|黑客|窃听|偷拍|毒品|报复|弄死|(买卖|购买|倒卖|出售|买|卖)(身份证|银行卡|指标|号牌|户口|发票|个人信息)/,
    unless:
      /举报|投诉|曝光|罚|处理|违法吗|合法吗|被|遭|怎么防|防范|有人|发现|怎么办($|[?,!。])|打击/,
    outcome: 'refused',
    key: 'answer.unlawful',
    reason: '违反法律法规（R11-6）',
  },
  {
    when: /(邻居|前夫|前妻|前男友|前女友|同事|老板|房东|对方|别人|他人|某人|他|她|那个人|业主|楼上|楼下).{0,6}的?(家庭住址|住址|住在哪|电话(号码)?|手机号|身份证号|个人信息|户籍信息|行踪|开房记录|银行卡号|婚姻状况)/,
    unless: /泄露|被|修改|变更|更正|打什么|举报|投诉/,
    outcome: 'refused',
    key: 'answer.privacy',
    reason: '涉及他人个人隐私（R11-4）',
  },
  {
    when: /你们?(自己)?(觉得|认为|喜欢|怎么看|看好|支持|赞成|反对|同意(?!书))|(起|取)(个)?(什么|啥)名|怎么追(?!回|究|讨|责|踪)|运势|算命|范文|(写|编)(一)?(个|篇|首|段|份)(?!.{0,6}(在哪|去哪|怎么))|怎么学($|[?])|^你们?(叫|是)(什么|谁|哪)|(哪|那)(个|家|所|款|种|里|儿|支|只)[^,。?]{0,10}最(好|强|厉害|漂亮|靠谱|好吃|好玩|便宜|划算|牛|值得)|(哪|那)(个|家|所|款|种)[^,。?]{0,10}(好吃|好玩|靠谱|值得|性价比)|推荐(一|个|家|几|下|款|点)|讲个?(笑话|故事)|陪我聊/,
    unless: /最好(提前|先|什么时候|带|别|不要)/,
    outcome: 'refused',
    key: 'answer.not_covered',
    reason: '评价、推荐或者闲聊，资料里没有',
  },
  {
    when: /吃(什么|哪种|啥)(药|补)|(怎么|如何|能不能|可以|需要)(治(?!理)|用药|吃药|手术|打针)|什么药|(停|减|换|断|加|混着?吃|抹什么|涂什么|敷什么)药|(抹|涂|敷|贴)(什么|啥|点)(药|膏|好|能)|剂量|用量|副作用|是不是(得了|怀孕)|(疼|痛|痒|咳嗽|发烧|头晕|拉肚子|出血|失眠|过敏|呕吐|发热).{0,10}(怎么办|怎么回事|正常吗|严重吗|要不要|吃|正不正常)|偏方|能不能吃|可以吃.{1,8}吗|能治(好|疗|吗)/,
    unless: /报销|医保|挂号|预约|费用|哪家医院|哪里看|补贴|假/,
    outcome: 'redirect',
    key: 'answer.medical',
    reason: '医疗建议不属于热线答复范围',
  },
  {
    when: /(会|能|要|得)?(被)?判(几年|多久|多少年|刑|我|他|她|给谁|离)|(打|告|赢|输)(得)?(赢|官司)|官司|(我|能|可以|能不能)(去)?(起诉|告)(他|她|他们|公司|老板|邻居|开发商|物业)|(财产|房子|遗产|抚养权|存款|家产|孩子).{0,6}(怎么|如何)(分|分割|判|继承|归)|(算|是)不是?(诈骗|犯罪|侵权|违约)|合同(有没有效|有效吗|算数吗)|起诉状|答辩状|能赔(我)?多少|(应该|要)赔(我)?多少|要(坐牢|负刑事)|(合同|协议|字据|欠条).{0,8}(能不能|可不可以|可以|能)?(不认|赖掉|不算数|反悔)|胜算|(够不够|能不能|能否)立案|借条|欠钱不还|借.{0,6}(不还|没还)|法官.{0,4}(怎么|会).{0,2}判|证据够不够|(帮|替|给)(我|俺|咱)?(写|起草|拟).{0,12}(状|合同|协议|诉|函|书)/,
    unless:
      /过期|假货|假一|食品|超市|商场|网购|快递|包裹|航班|飞机|退票|工伤|押金|违约金|写哪些|写什么/,
    outcome: 'redirect',
    key: 'answer.legal',
    reason: '个案法律判断不属于热线答复范围（R11-5）',
  },
  {
    when: new RegExp(
      `(${outage}).{0,14}(什么时候|何时|多久|几点|为什么|为啥|怎么回事|咋回事)|(今天|昨天|刚才|刚刚|这几天|昨晚|突然|又|一直|现在).{0,10}(${outage})|(为什么|为啥|怎么又).{0,8}(${outage})`,
    ),
    unless:
      /找谁|打什么|打哪|打谁|打几|该打|拨打|拨哪|电话|热线|联系|报修|能不能提前知道|在哪.{0,4}查/,
    outcome: 'file_request',
    key: 'answer.request',
    reason: '正在发生的停供，需要承办单位核实',
  },
  {
    // Whether it is done, when it comes, where it stands in the row: only the file says.
    when: new RegExp(
      `(${mine})[^,。?]{0,18}((批|审|办|做|发|核|制|修|排|轮|摇|抽|选|录取|中|通过|下来|到账|审核|受理)((完|好|过|上|下来|到|着)?了?没有?|(完|好|过|上|下来|到|着|了)+(吗|么))([?。,!呀啊呢]|$)|排到(第)?几|轮到|到哪(一)?步|余额(是|还有|有)?(多少|几)|今年[^,。?]{0,4}能不能(上|过|中|排)|名下[^,。?]{0,10}(几|多少|哪些|有没有))|我(的|那笔|这个|社保|工资|退税|养老金|津贴|公积金|补贴)[^,。?]{0,10}(什么时候|何时|几号|哪天|多会儿)(能|会|才)?(给)?(到账|发|下来|到(?!期)|批|审|办好|做好|出来)`,
    ),
    unless:
      /怎么(查|知道|看|打|开)|[在去]哪(里|儿|个)?.{0,6}(查|看|打|开)|如何查|查询|一般|通常|能(不能)?(办|做|批)/,
    outcome: 'file_request',
    key: 'answer.personal',
    reason: '个人办理进度，需要承办单位查询',
  },
  {
    // Who only says what he is (九十来斤的女生) asks for the condition; who asks about his own file asks the unit.
    when: /我(家|们|的)?.{0,16}(到底|究竟|今年|这次|积分|分数|名次|材料|申请).{0,8}(够不够|达不达标|够(格|条件|分)(吗|么)|能不能(过|批)|批不批|排不排得上|符不符合)/,
    unless: /怎么(算|查|看)|标准|多少(分|岁)|条件是/,
    outcome: 'file_request',
    key: 'answer.personal',
    reason: '个人是否符合条件，需要承办单位核实',
  },
  {
    when: /(明年|后年|将来|以后|未来|20[3-9]\d年|下个?月|下半年|下次|下期|这次).{0,12}(还?会不会|能不能(中|上|过)|能(中|上)(吗|么|不)|会(有)?(多少|几)|会(取消|涨|降|变|改|放开)|是不是(要|会)|还(会|能|让|摇|限)|(涨|降|调|加)(到)?多少)/,
    outcome: 'refused',
    key: 'answer.not_covered',
    reason: '将来的事现有资料没有规定',
  },
  {
    when: /(下周|今晚|明天|后天|今天|现在|这周末|周末).{0,16}(还?有没有|还有|有)(余?票|号源?|名额|空位|车位|座位)(吗|么|没有|了)?|(油价|股价|房价|金价|汇率).{0,10}(涨|跌|多少|走势)|(今晚|今天|明晚|明天|周末)[^,。?]{0,16}(演唱会|比赛|球赛|演出|音乐会)|^(今天|明天|后天|现在)(天气|下雨|几点|星期几|几号)|(下一?批|下一?期|下次)[^,。?]{0,10}(中签率|概率)|(现在|今天|后天|明天).{0,12}(晚点|堵车|堵不堵|拥堵)/,
    outcome: 'refused',
    key: 'answer.not_covered',
    reason: '实时情况，资料里没有',
  },
  {
    when: /(昨天|前天|刚才|今天|今早|昨晚|上午|下午|上周).{0,10}(拖走|扣走|拉走|收走|带走|没收).{0,14}(在哪|哪里|哪儿|哪个)/,
    unless: /怎么查|怎么办/,
    outcome: 'file_request',
    key: 'answer.personal',
    reason: '个人具体事项，需要承办单位查询',
  },
  {
    when: /(帮|给|替|你|您|查)查?我(查|看|问|催|核实|查询|处理|解决|欠|还欠|有没有欠)|查(一下|下|查|询)?我(的|自己的|名下|交的|家)(?!.{0,8}(怎么查|如何查|在哪查))|我的?.{0,8}(身份证号|证件号|受理号|单号|编号)(是|为|[:：])?\s*[a-z\d]{4,}/,
    unless: /(怎么|如何|咋|在?哪儿?里?)查/,
    outcome: 'file_request',
    key: 'answer.personal',
    reason: '个人具体事项，需要承办单位查询',
  },
  {
    // The balance, the school, the place in the row: a finished result that only a register has.
    when: new RegExp(
      `查(一下|下|查|询)?我(?!们?(能|可以|应该|要|想|这种)).{0,12}(多少|几|哪|没有|了吗|情况|状态|进度|记录)|(${mine}).{0,10}(派|录|分配|安排|调剂|摇|轮|排)(位|取|号)?.{0,2}到了?(哪|什么|啥|几).{0,8}了?([?。,!]|$)`,
    ),
    unless: /(怎么|如何|咋|在?哪儿?里?|上哪儿?)(能|可以)?查/,
    outcome: 'file_request',
    key: 'answer.personal',
    reason: '个人具体事项，需要承办单位查询',
  },
  {
    // What the market charges: no authority sets it, and an article on disputes over it does not say it.
    when: /(搬家|月嫂|保姆|阿姨|护工|钟点工|保洁|装修|开锁|师傅|家教|陪练|修(手机|电脑|空调|洗衣机|冰箱))[^,]{0,14}(多少钱|收多少|给多少|得多少|花多少|多少合适|什么价|啥价|贵不贵)/,
    unless: /乱|坐地|加价|投诉|举报|违约|押金|定金|补贴|补助|退|税|合同|罚/,
    outcome: 'refused',
    key: 'answer.not_covered',
    reason: '市场价格，资料里没有',
  },
  {
    // A paper that the citizen has signed: whether it holds, a lawyer reads it.
    when: /(签|写|订|立)(的|了|过)?(这|那|一)?[份个张些]?[^,]{0,8}(合同|协议|字据|欠条|保证书|承诺书|遗嘱)[^,]{0,8}(合不合法|合法(吗|么|不)|有没有效|有效(吗|么|不)|有没有(问题|坑|漏洞|陷阱)|算不算数|合理(吗|么|不))|我[^,]{0,6}(起诉|告|上诉|打官司)[^,]{0,8}(能赢|会赢|赢面|赢得了|有戏)/,
    outcome: 'redirect',
    key: 'answer.legal',
    reason: '个案法律判断不属于热线答复范围（R11-5）',
  },
  {
    when: new RegExp(
      `(${mine}).{0,24}(为什么|为啥|咋|怎么|凭什么)(这个?月|上个?月|今年|本月|最近)?(还|又|也|就|会|突然|一直|都|总)?(没|不|未|被|少|停|扣|降|多|查不到|显示|失败|拒|退回|变)(?!用|需要|会)|(${mine}).{0,24}(还没|还没有|没有?到账|没到|没收到|一直没|迟迟|至今|被退回|被拒|不通过|没通过|审核不过|没批|查不到|显示异常|显示错误|算错|发错|扣错|重复扣|多扣|少发|漏发|停发)`,
    ),
    outcome: 'file_request',
    key: 'answer.personal',
    reason: '个人具体事项，需要承办单位查询',
  },
  {
    when: new RegExp(
      `(${mine}|上周|上个月|前天|昨天|已经|刚).{0,12}(提交|申请|交|报|寄|递交|办|登记|报名|投诉|反映)(了|的|过).{0,16}(什么时候|何时|多久|几时|怎么样了|结果|进度|到哪|批下来|审核|下来|能拿|轮到|到账)`,
    ),
    outcome: 'file_request',
    key: 'answer.personal',
    reason: '个人办理进度，需要承办单位查询',
  },
  {
    when: /(我们?|咱们?|我家|本|这个|这栋|我们这|我住的)(小区|楼|栋|单元|村|院|胡同|街|路|学校|公司|单位|片|块地|附近|门口|家门口).{0,20}(什么时候|何时|为什么|为啥|怎么还|会不会|是否|有没有计划|哪天|几时|能不能|可不可以|属于|算不算|划片|对口|拆|规划)/,
    unless: /怎么申请|如何申请|需要什么|流程|材料|条件|手续|怎么办(?!到)|找谁|哪个部门/,
    outcome: 'file_request',
    key: 'answer.personal',
    reason: '具体地块、楼栋或单位的情况，需要承办单位核实',
  },
]

const asks =
  /[?]|吗|呢|么(?!么)|怎么|怎样|如何|咋|什么|啥|多少|哪|几(?!乎|分钟前)|多久|多长|多大|是否|能不能|可不可以|可以不|谁|为何|咨询|请问|电话|热线|号码|规定|标准|([\p{Script=Han}])不\1|how|what|where|when|who|which|can i|do i/u
const demands =
  /投诉|举报|反映|希望|建议|要求|请(尽快|帮|派|处理|解决|有关|相关|贵)|尽快|赶紧|没人管|不管|不理|没人(修|来|处理|清)|坏了|漏水|堵了|堵住|扰民|太吵|太臭|噪音大|臭味|占用|占道|乱停|拖欠|不给|不退|骗|欺负|态度|违规|偷|破损|塌|积水|不亮|倒了|垃圾成堆|脏乱|无法|不能用|表扬|感谢/

/** A statement that demands something and asks nothing is a request, not a question. */
function isDemand(text: string): boolean {
  if (asks.test(text)) return false
  return demands.test(text) || text.length > 40
}

/** Whether a question must not be answered from articles, and why; null lets the search decide. */
export function screenQuestion(question: Question): Screened | null {
  const { text, topics, aspects } = question
  for (const { when, unless, outcome, key, reason } of screens) {
    if (when.test(text) && !unless?.test(text)) return { outcome, key, reason }
  }
  if (isDemand(text)) {
    return { outcome: 'file_request', key: 'answer.request', reason: '是需要处理的诉求，不是咨询' }
  }
  if (topics.length === 0) {
    const reason = aspects.length > 0 ? '没有说要问的是哪件事' : '没有可以检索的内容'
    return { outcome: 'ask', key: 'answer.unclear', reason }
  }
  return null
}
