import type { Article } from '../../db/packs/pack.ts'
import { bigrams } from '../language/ngrams.ts'
import { normaliseText } from '../language/normalise.ts'
import { tagWords } from '../language/segment.ts'
import { articleText } from '../search/article-entries.ts'
import { writtenWords } from './colloquial.ts'
import { isGeneral, type Vocabulary } from './understand-question.ts'

/** A document, an award, a leave or a payment that a question names: its last two characters (养猫证 → 猫证). */
const named =
  /(?![啥么扯领办开拿补换考取有没要带丢凭持发交查验认保签公作论求笔份个那这种本张些的了是几])\p{Script=Han}(?:证(?!明|据|件|券|实|书|号|监)|券|奖(?!励|金|学)|补(?:贴|助)|津贴|年票)|(?![办刷么啥种张的路合天打关收苦惠])\p{Script=Han}(?:卡(?!里|在|上|丢|着|住|了)|税(?!务|费)|假(?!货|如|的|冒|证)|金(?!额|融|属|毛|鱼|条|银|店)|码(?!头)|费(?!用|力|劲))/gu

/** What is not of this world, or not any more: no office keeps a register of it. */
const unreal =
  /月球|火星|木星|土星(?!期)|冥王星|银河|外星|星际|宇宙|太空|飞船|飞碟|飞毯|飞行汽车|时光机|时空|穿越(?!马路|铁路|线)|隐身|隐形(?!眼镜|消费|摄像|收费|条款)|魔法|神仙|妖怪|妖精|鬼魂|幽灵|僵尸(?!车|企业|号)|吸血鬼|恐龙|独角兽|麒麟(?!社)|龙宫|美人鱼|猛犸|奥特曼|孙悟空|机器猫|克隆人|长生不老|投胎|转世|元宇宙|任意门|瞬间移动/u

/** A regulation by its title. */
const cited = /《([^》]{3,40})》/gu

/** A sum that a question says is paid out (每户发三万元). */
const paid =
  /(?:领|发|奖|补|给).{0,8}?([\d.]+|[一二两三四五六七八九十百千]+)(万|千|百)?(?:多)?(?:块|元|万)|([\d.]+|[一二两三四五六七八九十百千]+)(万|千|百)?(?:块|元|万).{0,8}(?:领|奖|券|补贴|红包)/u

/** What only people have, asked of an animal (狗的居住证): a joke or a slip, and no article on people answers it. */
const animalPapers =
  /(?:给|帮|替)(?:我家|我)?的?(?:狗|犬|猫|兔子|乌龟|鹦鹉|仓鼠)(?:办|申请|领)[^,]{0,8}(?:卡|保险|户口|身份)|(?:狗|犬|猫|宠物|鹦鹉|兔子|乌龟|仓鼠|金鱼|鸽子|植物|多肉)(?:的|能|能不能|可以|可不可以|要|也)?(?:办|有|上|领|交|缴|取|提取|申请|落|参加)?(?:居住证|身份证|户口|落户|社保|医保|公积金|护照|驾照|驾驶证|结婚|离婚|低保|养老|生育|退休|入学|老年卡|老年证|残疾证|学籍|工资|驾|医疗保险)/u

/** Kinds of benefit and licence; what stands before one says which it is (陪伴津贴, 烧烤证). */
const kindOf =
  /^(补贴|津贴|补助|补助金|奖金|奖励|奖励金|年票|许可证|登记证|驾驶证|驾照|执照|行驶证|证|券|税|假|基金|卡|登记|养老金|进京证|通行证|居住证|护照|保险|积分|福利金)$/
/** Before a kind and no kind itself. */
const noKind =
  /^(有没有|现金|代替|内地|国内|外地|本地|备案|办公室|面积|旅游|换发|补办|补发|更换|遗失|丢失|填个|刚办|买到|孩子|老人|公司|政府|国家|市民|居民|全家|专项)$/

/** The word that says which benefit or licence a text asks for. */
function kindsNamed(text: string): string[] {
  const words = tagWords(text)
  return words.flatMap(({ word }, i) => {
    const before = words[i - 1]
    if (!before || !kindOf.test(word) || before.word.length < 2) return []
    const says = /^(n(?!s|r)|v|a|l|b)/.test(before.tag) && !noKind.test(before.word)
    return says && !isGeneral(before.word) ? [before.word] : []
  })
}

/** What all articles say, as far as premises are checked against it. */
export interface Premises {
  /** Why a question rests on something that no article knows, or null. */
  doubt(text: string, article: Article): string | null
}

function textOf(article: Article): string {
  const { title, issuer } = article.source
  return normaliseText([articleText(article), title, issuer].join('\n'))
}

/** Sums in an article, with digits as they stand; a sum in Chinese numerals is not looked for. */
function statesSums(text: string): boolean {
  return /\d+(\.\d+)?\s*(万)?元/.test(text)
}

/**
 * A made-up regulation, document or payment sounds like a real matter, and an article on that matter would be a
 * confident wrong answer (R11). What the question names must be known: a title in the article, the end of a
 * name anywhere in the articles, a sum where the article states sums.
 */
export function createPremises(
  articles: readonly Article[],
  { words, synonyms }: Partial<Vocabulary> = {},
): Premises {
  const pairs = new Set(articles.flatMap((article) => bigrams(textOf(article))))
  const knownEnd = (name: string) =>
    bigrams(name).every((pair) => pairs.has(pair) || words?.knows(pair))
  const unknownTitle = (text: string, own: string) =>
    Array.from(text.matchAll(cited), ([, title = '']) => title).find(
      (title) => !own.includes(title),
    )
  const unknownName = (text: string) =>
    Array.from(text.matchAll(named), ([name]) => name).find((name) => !knownEnd(name))
  /** A kind that the article does not have: 陪伴津贴 asked of an article on another allowance. */
  const unknownKind = (text: string, own: string) =>
    kindsNamed(text).find((word) => {
      const same = [word, ...(synonyms?.of(word) ?? []), ...writtenWords(word)]
      return !same.some((one) => own.includes(one))
    })
  const checks: ((text: string, own: string) => string | false)[] = [
    (text, own) => {
      const strange = unreal.exec(text)?.[0]
      return strange !== undefined && !own.includes(strange) && `资料里没有“${strange}”`
    },
    (text, own) => {
      const title = unknownTitle(text, own)
      return title !== undefined && `没有关于《${title}》的资料`
    },
    (text) => {
      const name = unknownName(text)
      return name !== undefined && `资料里没有“${name}”这种证件或待遇`
    },
    (text, own) => {
      const kind = unknownKind(text, own)
      return kind !== undefined && `资料里没有“${kind}”这一种`
    },
    (text) => animalPapers.test(text) && '动物没有这种证件或待遇',
    (text, own) => paid.test(text) && !statesSums(own) && '资料里没有所说的金额',
  ]
  return {
    doubt: (text, article) => {
      const own = textOf(article)
      for (const check of checks) {
        const why = check(text, own)
        if (why) return why
      }
      return null
    },
  }
}
