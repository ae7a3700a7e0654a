import type { LexiconRule } from '../../db/packs/pack.ts'
import { normaliseText } from '../language/normalise.ts'

/** What citizens say and what regulations say, in general Chinese; a city adds its own in `lexicons/synonyms.yaml`. */
const general: readonly (readonly string[])[] = [
  ['社保', '社会保险', '五险'],
  ['医保', '医疗保险', '基本医疗保险'],
  ['社保卡', '社会保障卡'],
  ['公积金', '住房公积金'],
  ['养老金', '退休金', '退休工资', '基本养老金'],
  ['养老保险', '社会养老'],
  ['失业金', '失业保险金', '失业补助'],
  ['生育津贴', '产假工资', '生育保险', '生育报销'],
  ['产假', '生育假', '陪产假', '陪护假'],
  ['低保', '最低生活保障'],
  ['工伤', '工伤认定', '因工受伤', '上班受伤'],
  ['落户', '入户', '上户口', '迁户口', '户口迁移', '户籍', '户口'],
  ['新生儿', '刚出生', '宝宝', '出生登记'],
  ['居住证', '暂住证', '居住登记', '居住登记卡'],
  ['身份证', '居民身份证'],
  ['孩子', '小孩', '子女', '娃', '儿童', '未成年人'],
  ['入学', '上学', '读书'],
  ['小学入学', '上小学', '幼升小', '小学报名'],
  ['初中入学', '上初中', '小升初', '初中报名'],
  ['丢了', '丢失', '遗失', '弄丢', '补办', '补领', '挂失', '找不到了'],
  ['房产证', '房本', '不动产权证', '不动产权证书', '不动产登记', '过户'],
  ['公租房', '公共租赁住房', '保障房', '保障性住房'],
  ['租房', '租赁住房', '房租', '租赁'],
  ['结婚证', '结婚登记', '领证', '登记结婚'],
  ['离婚证', '离婚登记', '协议离婚', '办离婚', '离婚'],
  ['驾照', '驾驶证', '驾本', '机动车驾驶证'],
  ['违章', '交通违法', '罚单', '违法停车'],
  ['摇号', '购车指标', '小客车指标', '车牌指标', '车指标'],
  ['电动车', '电瓶车', '电动自行车'],
  ['狗', '养狗', '犬', '养犬', '狗证', '犬证', '养犬登记', '遛狗'],
  ['暖气', '供暖', '供热', '采暖', '来暖', '停暖'],
  ['燃气', '天然气', '煤气'],
  ['自来水', '用水', '水费', '水价'],
  ['电费', '用电', '电价'],
  ['垃圾分类', '扔垃圾', '倒垃圾', '厨余垃圾'],
  ['护照', '普通护照', '出国证件'],
  ['港澳通行证', '往来港澳通行证', '去香港', '去澳门'],
  ['营业执照', '注册公司', '开公司', '公司注册', '企业登记', '设立公司', '创业', '企业开办'],
  ['个体户', '个体工商户', '开个小店', '开店'],
  ['个税', '个人所得税', '退税', '汇算清缴'],
  ['辞退', '解雇', '开除', '裁员', '解除劳动合同'],
  ['工资', '薪水', '薪资', '劳动报酬', '欠薪', '拖欠工资'],
  ['残疾证', '残疾人证'],
  ['老人', '老年人'],
  ['老年卡', '老人卡', '敬老卡', '养老助残卡', '老年证'],
  ['法律援助', '免费律师', '请不起律师'],
  ['退货', '退款', '七天无理由', '7天无理由', '消费维权', '消费者权益'],
  ['政务服务中心', '政务服务大厅', '政务大厅', '办事大厅', '行政服务中心'],
  ['公交卡', '一卡通', '交通卡'],
  ['看病', '就医', '门诊', '住院'],
  ['外地', '异地', '外省', '外省市', '跨省'],
  ['违建', '违法建设', '私搭乱建'],
  ['噪音', '噪声', '扰民'],
  ['预防针', '疫苗', '预防接种', '接种'],
]

/** Every word of the general groups, for whoever asks what people talk about. */
export const generalTerms: readonly string[] = general.flat()

export interface Synonyms {
  /** For a text: the other words of every group that has a word in it. */
  of(text: string): string[]
  /** The words of the groups that stand in a text, longest first, none inside another. */
  termsIn(text: string): string[]
}

/** Groups of the pack stand in the lexicon `synonyms`: each rule's `any` is one group. */
export function createSynonyms(packRules: readonly LexiconRule[] = []): Synonyms {
  const groups = [...general, ...packRules.map((rule) => rule.any)].map((group) =>
    group.map(normaliseText),
  )
  const terms = [...new Set(groups.flat())].sort((a, b) => b.length - a.length)
  // Longest first, each struck out: 公租房 must not count as 租房.
  const termsIn = (text: string) => {
    let rest = text
    return terms.filter((term) => {
      if (!rest.includes(term)) return false
      rest = rest.replaceAll(term, ' ')
      return true
    })
  }
  return {
    termsIn,
    of: (text) => {
      const found = new Set(termsIn(text))
      return groups
        .filter((group) => group.some((word) => found.has(word)))
        .flatMap((group) => group.filter((word) => !found.has(word)))
    },
  }
}
