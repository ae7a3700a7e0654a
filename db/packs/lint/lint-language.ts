import type { Pack } from '../pack.ts'
import type { Report } from './finding.ts'

/** Lists of words that are compared one by one and not tried on sentences. */
const wordLists = new Set(['synonyms', 'elsewhere'])

function lintLexicons(pack: Pack, report: Report): void {
  for (const [name, rules] of Object.entries(pack.lexicons)) {
    const ids = new Set<string>()
    for (const rule of rules) {
      if (ids.has(rule.id)) report('lexicon.repeated', rule, `词表 ${name}：${rule.id} 重复`)
      ids.add(rule.id)
      if (rule.examples.length === 0 && !wordLists.has(name)) {
        report('lexicon.no-example', rule, `词表 ${name}：${rule.id} 没有例句`, 'warning')
      }
    }
  }
}

function lintTexts(pack: Pack, report: Report): void {
  for (const [key, text] of Object.entries(pack.texts)) {
    const values = (t: string) =>
      [...t.matchAll(/\{(\w+)\}/g)]
        .map((m) => m[1])
        .sort()
        .join()
    if (values(text.zh) !== values(text.en)) {
      report('text.values', text, `${key}：中英文里的 {名称} 不一致`)
    }
  }
}

function lintArticles(pack: Pack, today: string, report: Report): void {
  const codes = new Set(pack.taxonomy.map((row) => row.code))
  for (const article of pack.articles) {
    for (const code of article.service_codes) {
      if (!codes.has(code)) report('article.class', article, `没有事项编码 ${code}`)
    }
    if (article.verify_before < today) {
      report('article.stale', article, `应在 ${article.verify_before} 前复核`, 'warning')
    }
  }
}

function lintQuestions(pack: Pack, report: Report): void {
  const holders = new Map<string, string>()
  for (const article of pack.articles) {
    const { id } = article
    for (const question of article.questions) {
      const other = holders.get(question) ?? id
      if (other !== id) {
        report('article.question', article, `问法“${question}”也在 ${other} 里`, 'warning')
      }
      holders.set(question, id)
    }
  }
}

/** Checks what is said and read: lexicons, texts in two languages, articles. */
export function lintLanguage(pack: Pack, today: string, report: Report): void {
  lintLexicons(pack, report)
  lintTexts(pack, report)
  lintArticles(pack, today, report)
  lintQuestions(pack, report)
}
