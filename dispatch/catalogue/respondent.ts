import type { Evidence } from '../proposal/proposal.ts'

export interface Respondent {
  /** Value of `when_respondent` (db/packs/README.md). */
  kind: string
  evidence: Evidence
}

/** Earlier lines win: a school's canteen is the school, a developer's site the developer. */
const cues: readonly [kind: string, pattern: RegExp][] = [
  [
    'utility',
    /自来水(?:公司|集团)|供电(?:公司|局|所)|电力公司|国家电网|燃气(?:公司|集团)|热力(?:公司|集团|站)|供暖(?:公司|单位|所|站|中心)|供热(?:公司|单位|厂)|(?:中国)?(?:移动|联通|电信)(?:公司|客服|营业厅)?|歌华(?:有线)?|排水集团|宽带(?:公司)?/,
  ],
  ['metro_operator', /地铁(?:公司|站|工作人员|\d+号线)?|[\d一二三四五六七八九十]+号线/],
  [
    'bus_operator',
    /公交(?:车|集团|公司|司机|站)?|(?:\d+|[特快专夜]\d+)路(?:车|公交|快车)?|乘务员|售票员/,
  ],
  [
    'platform',
    /滴滴|美团|饿了么|淘宝|天猫|京东|拼多多|抖音|快手|携程|闲鱼|小红书|唯品会|高德(?:打车)?|曹操(?:出行)?|货拉拉|闪送|网约车|(?:外卖|电商|购物|打车|二手|直播|订票|招聘|租房)平台|网店|网购|直播间|app|小程序/,
  ],
  ['developer', /开发商|售楼(?:处|部)|房地产(?:公司|开发)|建设单位/],
  ['property_manager', /物业(?!费高不高|管理条例|税)|保安|管家/],
  ['construction_site', /工地|施工(?:队|方|单位)?|打桩|浇筑?混凝土|渣土车|塔吊/],
  [
    'school',
    /学校|小学|中学|初中|高中|幼儿园|大学|学院|老师|班主任|校长|培训(?:机构|班|学校)|辅导班|托管班|早教/,
  ],
  ['hospital', /医院|诊所|门诊|卫生(?:院|站|服务中心)|大夫|医生|护士|口腔|医美/],
  [
    'employer',
    /(?:公司|单位|老板|工厂|厂里|包工头|劳务|用人单位|人事|雇主)[^。]{0,24}(?:工资|欠薪|社保|加班|辞退|裁员|开除|合同|离职|工伤|五险一金|公积金|年假|工钱|工时)|(?:欠|拖欠|克扣|不发)[^。]{0,12}(?:工资|工钱|薪水|薪资)/,
  ],
  ['restaurant', /饭(?:馆|店)|餐(?:馆|厅|饮)|烧烤|火锅|小吃|食堂|外卖|酒吧|烤鸭|大排档|奶茶/],
  [
    'shop',
    /超市|商店|商场|门店|专卖店|店(?:家|铺|里|主|员)?(?!庄|子村)|商家|商户|商贩|市场|美容院|理发|健身房|瑜伽|4s店|经销商|中介|旅行社|摊(?:主|贩|位)/,
  ],
  [
    'government',
    /(?:街道|乡镇|镇政府|村委会|居委会|社区|派出所|交警|城管|税务局?|政务(?:服务)?(?:大厅|中心)|窗口|法院|民政局|房管局|工作人员)(?=[^。]{0,20}(?:态度|推诿|不作为|不管|不给|不办|踢|刁难|乱|吃拿|不受理|让我))/,
  ],
  [
    'individual',
    /邻居|楼上|楼下(?:的)?(?:住户|邻居|那家)|对门|隔壁|业主|住户|房东|有人|某人|村民|狗主人|司机/,
  ],
]

/** The party complained about (被诉求主体), by the citizen's own words. */
export function detectRespondent(words: string, original: string): Respondent | null {
  for (const [kind, pattern] of cues) {
    const match = pattern.exec(words)
    if (!match) continue
    const span: [number, number] = [match.index, match.index + match[0].length]
    return {
      kind,
      evidence: {
        for: 'respondent',
        source: 'lexicon',
        ref: `respondent/${kind}`,
        text: original.slice(...span),
        span,
        why: '市民说到的被反映对象',
      },
    }
  }
  return null
}
