import { escapeHtml } from './escape.ts'
import type { CaseResult, Report } from './report-format.ts'

const e = escapeHtml
const MAX_WRONG = 400
const MAX_RIGHT = 80

/** All wrong cases (up to a limit) and some right ones of each suite; the rest is in `cases.jsonl`. */
function chosen(results: readonly CaseResult[]): CaseResult[] {
  const counts = new Map<string, number>()
  return results.filter((result) => {
    const kind = `${result.suite}/${result.right === true}`
    const count = (counts.get(kind) ?? 0) + 1
    counts.set(kind, count)
    return count <= (result.right === true ? MAX_RIGHT : MAX_WRONG)
  })
}

function verdict(right: boolean | null): { mark: string; word: string } {
  if (right === null) return { mark: '?', word: 'unscored' }
  return right ? { mark: '✓', word: 'right' } : { mark: '✗', word: 'wrong' }
}

function list(title: string, items: readonly string[]): string {
  if (items.length === 0) return ''
  return `<dt>${title}</dt><dd><ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul></dd>`
}

const sources: Record<string, string> = {
  rule: '规则',
  catalogue: '派单目录',
  classifier: '分类器',
  place: '地名',
  neighbour: '相近工单',
  lexicon: '词库',
  pack: '城市数据',
  llm: '语言模型',
}
export const sourceText = (source: string) => sources[source] ?? source
const words = (text: string) => (text === '' ? '' : `“${e(text)}” `)

function caseCard(result: CaseResult, run: Report['run']): string {
  const { mark, word } = verdict(result.right)
  const command = run.reproduce.replace('{suite}', result.suite).replace('{id}', result.id)
  const sure = result.p === null ? '' : `（把握 ${(result.p * 100).toFixed(0)}%）`
  return `<article class="case" id="case-${e(result.id)}" data-suite="${e(result.suite)}" data-verdict="${word}"><h4><span class="${word}">${mark}</span> ${e(result.id)} <small>${e(result.suite)}</small></h4><p class="words">${e(result.text)}</p><dl><dt>应为</dt><dd>${e(result.truth) || '—'}</dd><dt>建议</dt><dd>${e(result.proposed) || '—'}${sure}</dd>${result.reason ? `<dt>说明</dt><dd>${e(result.reason)}</dd>` : ''}${list(
    '依据',
    result.evidence
      .slice(0, 6)
      .map((item) => `${e(sourceText(item.source))}：${words(item.text)}${e(item.why)}`),
  )}${list(
    '相近工单',
    result.nearest.slice(0, 3).map((item) => `${e(item.label)}：${e(item.text.slice(0, 80))}`),
  )}<dt>重现</dt><dd><code>${e(command)}</code></dd></dl></article>`
}

/** Case cards that can be filtered by suite, verdict and words. */
export function caseSection(results: readonly CaseResult[], run: Report['run']): string {
  const shown = chosen(results)
  const suites = [...new Set(shown.map((r) => r.suite))]
  const options = suites.map((name) => `<option>${e(name)}</option>`).join('')
  return `<section id="cases"><h2>逐例</h2><form class="filter"><label>评测集 <select id="f-suite"><option value="">全部</option>${options}</select></label> <label>结果 <select id="f-verdict"><option value="wrong">错</option><option value="">全部</option><option value="right">对</option><option value="unscored">不能评</option></select></label> <label>含有 <input id="f-words" type="search"></label> <output id="f-count"></output></form><p>共 ${results.length} 条判定，此处列出 ${shown.length} 条，其余在 cases.jsonl。</p><div id="case-list">${shown.map((r) => caseCard(r, run)).join('')}</div></section>`
}

/** The filter; the page works without it, and asks no network for anything. */
export const filterScript = `
const suite=document.getElementById('f-suite'),verdict=document.getElementById('f-verdict'),words=document.getElementById('f-words'),count=document.getElementById('f-count');
const cards=[...document.querySelectorAll('.case')];
function apply(){let n=0;for(const card of cards){const on=(!suite.value||card.dataset.suite===suite.value)&&(!verdict.value||card.dataset.verdict===verdict.value)&&(!words.value||card.textContent.includes(words.value));card.hidden=!on;if(on)n++}count.textContent=n+' 条'}
for(const field of [suite,verdict,words])field.addEventListener('input',apply);
addEventListener('hashchange',()=>{const card=document.querySelector(location.hash.startsWith('#case-')?'[id="'+CSS.escape(location.hash.slice(1))+'"]':'#none');if(card){suite.value='';verdict.value='';words.value='';apply();card.scrollIntoView()}});
document.querySelector('.filter').addEventListener('submit',(event)=>event.preventDefault());
apply();`
