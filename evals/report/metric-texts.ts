interface MetricText {
  zh: string
  /** `share` is shown in per cent. */
  unit: 'share' | 'number' | 'ms'
  /** A rise is bad. */
  lower?: boolean
}

/** What the stable metric names mean, and which way is good; an unknown name is shown as it is. */
const metricTexts: Record<string, MetricText> = {
  top1: { zh: '首选正确', unit: 'share' },
  top3: { zh: '前三含正确', unit: 'share' },
  top5: { zh: '前五含正确', unit: 'share' },
  preferred_top1: { zh: '首选即最佳', unit: 'share' },
  macro_f1: { zh: '宏平均 F1', unit: 'share' },
  article: { zh: '条款正确', unit: 'share' },
  ece: { zh: '期望校准误差', unit: 'share', lower: true },
  coverage_at_95: { zh: '95% 精确率下可覆盖', unit: 'share' },
  precision_at_95: { zh: '该阈值下的精确率', unit: 'share' },
  level1: { zh: '一级正确', unit: 'share' },
  level2: { zh: '二级正确', unit: 'share' },
  hierarchical_f: { zh: '层级 F', unit: 'share' },
  tree_distance: { zh: '平均树距离', unit: 'number', lower: true },
  recall: { zh: '召回', unit: 'share' },
  precision: { zh: '精确率', unit: 'share' },
  same_requester: { zh: '重复诉求认出', unit: 'share' },
  same_event: { zh: '同一事件认出', unit: 'share' },
  same_topic: { zh: '同类问题认出', unit: 'share' },
  unrelated: { zh: '无关的认出', unit: 'share' },
  merge_precision: { zh: '可合并的判断正确', unit: 'share' },
  missed: { zh: '漏报数', unit: 'number', lower: true },
  false_cards: { zh: '普通诉求误报率', unit: 'share', lower: true },
  near_miss_specificity: { zh: '近似情形不误报', unit: 'share' },
  number: { zh: '号码正确', unit: 'share' },
  district: { zh: '区正确（已说明时）', unit: 'share' },
  subdistrict: { zh: '街道乡镇正确（已说明时）', unit: 'share' },
  asks_when_ambiguous: { zh: '有歧义时询问', unit: 'share' },
  no_invented_place: { zh: '未说明时不臆断', unit: 'share' },
  slot_f1: { zh: '要素 F1', unit: 'share' },
  mode: { zh: '派单方式正确', unit: 'share' },
  supporting: { zh: '协办单位齐全', unit: 'share' },
  copies: { zh: '抄送齐全', unit: 'share' },
  hit1: { zh: '首条命中', unit: 'share' },
  hit3: { zh: '前三命中', unit: 'share' },
  hit5: { zh: '前五命中', unit: 'share' },
  hit10: { zh: '前十命中', unit: 'share' },
  mrr: { zh: '平均倒数排名', unit: 'share' },
  ndcg5: { zh: 'nDCG@5', unit: 'share' },
  answered: { zh: '可答的答对要点', unit: 'share' },
  refused: { zh: '不可答的没有硬答', unit: 'share' },
  fact_coverage: { zh: '要点覆盖', unit: 'share' },
  cited: { zh: '出处正确', unit: 'share' },
  sourced: { zh: '答复均有出处', unit: 'share' },
  grounded: { zh: '答复句有原文依据', unit: 'share' },
  goal: { zh: '达成目标', unit: 'share' },
  needless_questions: { zh: '多余提问（次/场）', unit: 'number', lower: true },
  at_most_one_needless: { zh: '多余提问不超过一次', unit: 'share' },
  turns: { zh: '市民轮次（次/场）', unit: 'number', lower: true },
  whole: { zh: '整条建议可直接采用', unit: 'share' },
  whole_but_class: { zh: '除分类外全部正确', unit: 'share' },
  cost: { zh: '加权错误代价', unit: 'number', lower: true },
  kappa: { zh: '卡帕系数', unit: 'number' },
  ms_p50: { zh: '用时中位数', unit: 'ms', lower: true },
  ms_p95: { zh: '用时 95 分位', unit: 'ms', lower: true },
  ms_p99: { zh: '用时 99 分位', unit: 'ms', lower: true },
  latency_ratio: { zh: '用时与基准之比', unit: 'number', lower: true },
  dev_top1: { zh: '开发集首选正确', unit: 'share' },
  train_rows: { zh: '训练行数', unit: 'number' },
}

/** Shares look like counts when they come without their name's meaning. */
const fallback = (name: string): MetricText => ({ zh: name, unit: 'number' })

export function metricText(name: string): MetricText {
  return metricTexts[name] ?? fallback(name)
}

export function isLowerBetter(name: string): boolean {
  return metricText(name).lower ?? false
}

/** A value as people read it: `91.2%`, `0.84`, `12 ms`. */
export function formatValue(name: string, value: number): string {
  const { unit } = metricText(name)
  if (unit === 'share') return `${(value * 100).toFixed(1)}%`
  if (unit === 'ms') return `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`
  return Number.isInteger(value) ? String(value) : value.toFixed(2)
}

/** `91.2% (89.0–93.1%)`; without brackets where there is no interval. */
export function formatFigure(
  name: string,
  figure: { value: number; low: number; high: number },
): string {
  const value = formatValue(name, figure.value)
  if (figure.low === figure.high) return value
  return `${value} (${formatValue(name, figure.low)}–${formatValue(name, figure.high)})`
}

const sliceTexts: Record<string, string> = {
  channel: '渠道',
  district: '区',
  first_level: '一级分类',
  kind: '类型',
  length: '长度',
  traditional: '繁体',
  asr_noise: '转写错误',
  several_demands: '多个诉求',
  place: '地点',
  hour: '时段',
  unit_examples: '单位的示例数',
  embedder: '向量',
  model: '大模型',
  relation: '关系',
  decision: '人工决定',
  label_frequency: '训练例数',
  group: '组',
  answerable: '可答性',
  goal: '目标',
}

export function sliceText(field: string): string {
  return sliceTexts[field] ?? field
}

const zhNoise: Record<string, string> = {
  homophone: '同音字',
  particles: '漏虚词',
  typo: '错漏字',
  filler: '口头语',
  mixed: '混合',
  traditional: '繁体',
  injection: '夹带指令',
  'missing-place': '没有地点',
}

/** A kind of noise in words. */
export const noiseText = (kind: string): string => zhNoise[kind] ?? kind
