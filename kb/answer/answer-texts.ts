import { fillText } from '../../db/kernel/errors.ts'
import type { Pack } from '../../db/packs/pack.ts'

/**
 * What is said when there is no answer. A pack's `texts` may word each key its own way; these are the defaults,
 * so that a pack without them still speaks. Each one offers the next step (R11).
 */
const defaults = {
  'answer.not_covered': {
    zh: '这个问题现有的资料里没有，我不能随便回答。要不要登记下来，请负责的单位答复您？',
    en: 'My articles do not cover this and I will not guess. Shall I register it so that the responsible unit answers?',
  },
  'answer.personal': {
    zh: '这是您个人的具体情况，要由经办单位查了才能答复。我帮您登记，转给负责的单位。',
    en: 'This concerns your own case; the responsible unit must look it up. I can register it for you.',
  },
  'answer.request': {
    zh: '您说的是需要处理的事情，我帮您登记，转给负责的单位办理。请说一下具体地点和情况。',
    en: 'This needs to be handled. I can register it for the responsible unit; please say where it is and what happened.',
  },
  'answer.other_city': {
    zh: '这里只能答复{city}的事项。{place}的事，请拨打当地的12345（前面加当地区号）咨询。',
    en: 'I can only answer for {city}. For {place}, please call that city’s own 12345 (with its area code).',
  },
  'answer.medical': {
    zh: '看病用药的问题我不能答复，请到医院咨询医生；病情紧急请立即拨打120。',
    en: 'I cannot give medical advice; please ask a doctor. In an emergency call 120.',
  },
  'answer.legal': {
    zh: '个案的法律判断我不能答复。可以拨打12348公共法律服务热线，或向律师、法律援助机构咨询。',
    en: 'I cannot judge a legal case. Please call the public legal service line 12348, a lawyer or legal aid.',
  },
  'answer.unlawful': {
    zh: '这是法律不允许的事，我不能提供办法。请依法办理；如果发现别人这样做，可以举报。',
    en: 'The law does not allow this and I cannot help with it. If others do it, you may report them.',
  },
  'answer.privacy': {
    zh: '这涉及他人的个人信息，依法不能提供。',
    en: 'This is another person’s private information and cannot be given out.',
  },
  'answer.expired': {
    zh: '关于“{title}”的资料已经过了有效期，现在的规定可能变了，我不能照旧的答复。我帮您登记，请负责的单位答复。',
    en: 'My article on this has expired and the rules may have changed. I can register your question for the responsible unit.',
  },
  'answer.contradictory': {
    zh: '关于这个问题，现有的几条资料说法不一致，我不能替您选一个。我帮您登记，请负责的单位核实后答复。',
    en: 'My articles disagree on this and I will not choose between them. I can register it for the responsible unit.',
  },
  'answer.near_miss': {
    zh: '您问的这件事现有的资料里没有。您是不是想问“{title}”？如果是，请这样问我；如果不是，我帮您登记，请负责的单位答复。',
    en: 'My articles do not cover this. Did you mean “{title}”? If so, please ask me that; if not, I can register it for the responsible unit.',
  },
  'answer.premise': {
    zh: '您说的这个情况现有的资料里查不到，我不能照着它答。“{title}”里写的是：{says}如果您是从别处看到的，我帮您登记，请负责的单位核实答复。',
    en: 'I find nothing in my articles that confirms this, so I will not go by it. “{title}” says: {says} I can register your question for the responsible unit.',
  },
  'answer.unclear': {
    zh: '请问您要问的是哪件事？比如“居住证怎么办”“公积金怎么提取”。说得具体一点，我才能答得准。',
    en: 'Which matter do you mean? For example "how do I get a residence permit". Please be a little more specific.',
  },
  'answer.human': {
    zh: '好的，为您转人工。',
    en: 'I will connect you with a person.',
  },
  'answer.emergency': {
    zh: '情况紧急，请立即拨打：治安报警110，火灾救援119，医疗急救120，交通事故122。先说清楚在什么地方。',
    en: 'This is an emergency: call 110 (police), 119 (fire), 120 (medical) or 122 (traffic) now, and say where you are.',
  },
  'answer.aspect_missing': {
    zh: '关于{aspect}，这条资料里没有写明。',
    en: 'The article does not state the {aspect}.',
  },
  'answer.chinese_article': {
    zh: '您问的是“{gist}”。依据“{title}”（{source}）：',
    en: 'I understood your question as “{gist}”. The answer is published in Chinese only, in the article “{title}” (source: {source}). Its text:',
  },
  'answer.also': {
    zh: '【如果您问的是“{title}”】',
    en: '【If you mean “{title}”】',
  },
  'answer.overdue': {
    zh: '（这条资料已过核对日期{date}，请以主管部门最新规定为准。）',
    en: '(This article was due for review on {date}; the current rules of the authority prevail.)',
  },
  'answer.words_only': {
    zh: '（语义检索暂时不可用，这次只按关键词查找，可能有遗漏。）',
    en: '(Semantic search is unavailable at the moment; this was found by keywords alone.)',
  },
  'answer.places': {
    zh: '查到{count}处：',
    en: '{count} found:',
  },
  'answer.places_none': {
    zh: '{area}的我没有查到，离得近的有：',
    en: 'I know of none in {area}. The nearest ones are:',
  },
  'answer.places_where': {
    zh: '请问您在哪个区？我查到的有：',
    en: 'Which district are you in? These are known:',
  },
} as const

export type AnswerKey = keyof typeof defaults
export type Say = (key: AnswerKey, values?: Record<string, string | number>) => string

/** The sentences of this pack, in the language of the question. */
export function createSay(pack: Pick<Pack, 'texts'>, language: 'zh' | 'en'): Say {
  return (key, values = {}) => fillText((pack.texts[key] ?? defaults[key])[language], values)
}
