import { normaliseText } from '../language/normalise.ts'
import { tagWords } from '../language/segment.ts'
import { wordWeight } from '../language/word-weights.ts'
import { type Aspect, findAspects } from './aspects.ts'
import { writtenForm, writtenWords } from './colloquial.ts'
import type { OwnPlaces } from './own-places.ts'
import type { KnownWords } from './strange-words.ts'
import type { Synonyms } from './synonyms.ts'

export interface Topic {
  word: string
  weight: number
}

/** A question as the search and the judge need it. */
export interface Question {
  /** Normalised, without greetings and filler. */
  text: string
  aspects: Aspect[]
  /** The words that say what it is about, with how much each says; no question words, no words of every question. */
  topics: Topic[]
  synonyms: string[]
  /** The question as an article would put it, where it is put in spoken words; empty otherwise. */
  variants: string[]
}

const polite =
  /(您好|你好|hi|hello|在吗|请问(一下)?|请教(一下)?|麻烦(您|你)?|打扰(了|一下)?|劳驾|谢谢(您|你|啦|了)?|多谢|辛苦了|(我)?(想|要|想要)?(咨询|询问|打听|了解|问)(一下|下|一个问题|个事儿?|个问题)?|我想知道|能(不能)?告诉我(一下)?|帮忙看看|有人知道吗?|是这样的|是这么回事儿?|我(就|先|来)?(想)?问下(啊|呀|哈)?|听(说|人说)(现在|最近)?(有个|有)?(什么|啥)?|就是(说|那个|这个|咱们?)?|咱们?这个|那个|这个(?=[啊呀,。 我])|那什么|同志|喂+|嗯+|呃+|啊+|哎+)[,。!~ ]*/g

/** Words that any question may have: they say how something is asked, not what. */
const general = new Set(
  `怎么 怎么办 怎样 怎么样 如何 咋办 咋 什么 什么样 哪些 哪个 哪里 哪儿 多少 几个 多久 多长 多长时间 几天 为什么 为啥 是否 能不能
可以 可不可以 需要 需不需要 应该 必须 一定 能够 有没有 是不是 会不会 要不要 行不行 允许 办理 办 办个 办法 办事 去办 申请 申办 申领 手续 材料
流程 步骤 程序 条件 要求 资格 规定 政策 标准 时间 时候 费用 收费 多少钱 价格 免费 电话 热线 号码 地址 地点 地方 位置 部门 单位 窗口 网上 线上
公众号 小程序 网站 最近 附近 目前 现在 今年 明年 去年 今天 明天 关于 有关 相关 情况 问题 事情 具体 一下 一个 一些 这个 那个 这种 这样 那样 还是
如果 的话 因为 所以 但是 而且 或者 以及 然后 之后 以后 之前 以前 期间 每年 每月 每个 自己 本人 个人 我们 你们 他们 咱们 别人 大家 市民 居民 群众
朋友 家里 家人 想要 知道 了解 咨询 请问 告诉 准备 携带 提交 提供 填写 准备好 方式 方法 途径 渠道 结果 内容 信息 新 老 到底 究竟 一般 通常 大概
左右 正常 直接 只能 还能 还要 还 才能 怎么着 起来 下来 出来 上去 过去 过来 进行 使用 得 几 多 哪 吗 呢 吧 啊 呀 的 了 着 过 是 有 在 和 与 及 或 也 都
就 才 把 被 让 给 对 从 到 去 来 要 会 能 想 请 不 没 没有 不用 不能 不会 我 你 您 他 她 它 这 那 谁 个 名 次 份 年 月 日 天 号 点 元 钱 岁 周岁 上 下 里
外 中 前 后 内 以上 以下 好 大 小 人 事 家 拿 带 交 查 找 看 用 做 打 开 说 问 帮 为 以 于 所 其 等 之 而 且 又 再 很 太 最 更 比较 非常 可能 马上 已经 正在
有效期 到期 周末 周六 周日 几点 上班 下班 开门 关门 营业 开放 工作日 节假日 网上办 手机 怎么弄 弄 搞 处理 解决 算 收 花 花钱 要钱 超过 需 应 应当 属于
哪家 哪种 何时 何地 多大 多高 几岁 几年 几个月 全部 一共 总共 分别 第一次 首次 重新 一次 多次 当场 当天 当日 成功 完成 通过 正式 普通 默认 方便 容易 快 慢 不要 首先 啥 咋样 您好 你好 规矩 说法 讲究 行 成 懂 明白 清楚 一般来说 应该怎么 该 需要带 带上 带着`.split(
    /\s+/,
  ),
)

/** Whether a word says how something is asked and not what. */
export const isGeneral = (word: string): boolean => general.has(word)

const meaningful = /[\p{L}\p{N}]/u

/** Single characters count where they say as much as a noun does (水 5.4, 狗 7.0; 办 4, 人 3). */
const SINGLE_CHARACTER = 5.2

/** Nouns say what it is about; verbs, adjectives and the rest say it less, times and numbers hardly. */
function tagFactor(tag: string): number {
  if (/^(n|j|l|eng)/.test(tag)) return 1
  // x: the dictionary does not know it, so it is a special word (增驾, 断缴) or a wrong cut.
  if (/^(v|a|b|i|s|z|x|t|f)/.test(tag)) return 0.5
  return 0.2
}

export interface Vocabulary {
  synonyms: Synonyms
  places: OwnPlaces
  /** What people here talk about; absent where nothing is doubted for its strangeness. */
  words?: KnownWords
}

function topicsOf(text: string, { synonyms, places }: Vocabulary): Topic[] {
  const terms = synonyms.termsIn(text)
  const seen = new Map<string, number>()
  // Terms of the synonym groups are kept whole (公租房 is not 公 + 租房); the rest is cut into words.
  for (const term of terms) seen.set(term, wordWeight(term))
  const rest = terms.reduce((left, term) => left.replaceAll(term, ' '), places.strike(text))
  for (const { word, tag } of tagWords(rest)) {
    if (!meaningful.test(word) || general.has(word) || places.has(word)) continue
    if (/^[\d.:]+$/.test(word)) continue
    const weight = wordWeight(word)
    if (word.length === 1 && (weight < SINGLE_CHARACTER || !/\p{Script=Han}/u.test(word))) continue
    seen.set(word, weight * tagFactor(tag))
  }
  return [...seen].map(([word, weight]) => ({ word, weight }))
}

/** In a call's transcript only the citizen's own lines ask; the operator's are no evidence. */
function citizenWords(text: string): string {
  const lines = text.split('\n')
  const own = lines.filter((line) => /^\s*市民[:：]/.test(line))
  return own.length === 0 ? text : own.map((line) => line.replace(/^\s*市民[:：]/, '')).join('\n')
}

/** Reads a citizen's question: pure, the same words give the same question. */
export function understandQuestion(text: string, vocabulary: Vocabulary): Question {
  const whole = normaliseText(citizenWords(text)).trim()
  const stripped = whole.replace(polite, '').trim()
  const plain = stripped === '' ? whole : stripped
  const written = writtenForm(plain)
  return {
    text: plain,
    aspects: findAspects(plain),
    topics: topicsOf(plain, vocabulary),
    synonyms: [...new Set([...vocabulary.synonyms.of(plain), ...writtenWords(plain)])],
    variants: written === null ? [] : [written],
  }
}
