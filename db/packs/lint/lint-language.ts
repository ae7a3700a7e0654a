import type { LexiconRule, Pack } from '../pack.ts'
import type { Report } from './finding.ts'

function lintPatterns(name: string, rule: LexiconRule, report: Report): void {
  for (const pattern of [...rule.any, ...rule.all.flat(), ...rule.not]) {
    try {
      new RegExp(pattern, 'u')
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      report(
        'lexicon.pattern',
        null,
        `lexicons/${name}.yaml ${rule.id}：“${pattern}”不是正确的表达式（${why}）`,
      )
    }
  }
}

function lintLexicons(pack: Pack, report: Report): void {
  for (const [name, rules] of Object.entries(pack.lexicons)) {
    const ids = new Set<string>()
    for (const rule of rules) {
      if (ids.has(rule.id))
        report('lexicon.repeated', null, `lexicons/${name}.yaml：${rule.id} 重复`)
      ids.add(rule.id)
      lintPatterns(name, rule, report)
      if (rule.examples.length === 0) {
        report('lexicon.no-example', null, `lexicons/${name}.yaml ${rule.id} 没有例句`, 'warning')
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
      report('text.values', null, `texts.yaml ${key}：中英文里的 {名称} 不一致`)
    }
  }
}

function lintArticles(pack: Pack, today: string, report: Report): void {
  const codes = new Set(pack.taxonomy.map((row) => row.code))
  for (const article of pack.articles) {
    const where = `articles/${article.id}.md`
    for (const code of article.service_codes) {
      if (!codes.has(code)) report('article.class', null, `${where}：没有事项编码 ${code}`)
    }
    if (article.verify_before < today) {
      report('article.stale', null, `${where}：应在 ${article.verify_before} 前复核`, 'warning')
    }
  }
}

function lintQuestions(pack: Pack, report: Report): void {
  const holders = new Map<string, string>()
  for (const { id, questions } of pack.articles) {
    for (const question of questions) {
      const other = holders.get(question) ?? id
      if (other !== id) {
        const text = `articles/${id}.md：问法“${question}”也在 ${other} 里`
        report('article.question', null, text, 'warning')
      }
      holders.set(question, id)
    }
  }
}

/** Checks what is said and read: lexicon patterns, texts in two languages, articles. */
export function lintLanguage(pack: Pack, today: string, report: Report): void {
  lintLexicons(pack, report)
  lintTexts(pack, report)
  lintArticles(pack, today, report)
  lintQuestions(pack, report)
}
