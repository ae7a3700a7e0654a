import type { Card } from '../../intake/protocol/chat-frames.ts'
import type { DialogueCase } from '../cases/case-formats.ts'
import { squash, statesFact } from '../cases/key-facts.ts'
import type { Judged } from '../suites/request-suite.ts'
import type { DialogueRun } from './dialogue-run.ts'

type Goal = DialogueCase['goal']

interface Heard {
  said: DialogueRun['said']
  cards: Card[]
  words: string
  outcomes: string[]
  asked: Set<string>
}

function hear({ said }: DialogueRun): Heard {
  const own = said.filter((s) => s.who === 'assistant')
  const cards = own.flatMap((s) => s.cards)
  return {
    said: own,
    cards,
    // Cards are read out too: an advice that stands on the emergency card has been given.
    words: [...own.map((s) => s.text), ...cards.map((card) => JSON.stringify(card))].join('\n'),
    outcomes: own.flatMap((s) => (s.outcome === null ? [] : [s.outcome])),
    asked: new Set(own.flatMap((s) => (s.asks === null ? [] : [s.asks]))),
  }
}

function draftProblems({ draft }: Goal, { cards }: Heard): string[] {
  const last = cards.filter((card) => card.type === 'draft').at(-1)
  const fields = (last ?? {}) as Record<string, unknown>
  return Object.entries(draft)
    .filter(([field, wanted]) => !statesFact(wanted, String(fields[field] ?? '')))
    .map(
      ([field, wanted]) =>
        `摘要 ${field} 应含 ${[wanted].flat().join('/')}，实为“${String(fields[field] ?? '')}”`,
    )
}

function articleProblem({ article }: Goal, { cards }: Heard): string[] {
  if (article.length === 0) return []
  const cited = cards.flatMap((card) => (card.type === 'answer' ? [card.article] : []))
  return cited.some((id) => article.includes(id))
    ? []
    : [`应引用 ${article.join('/')}，引用了 ${cited.join('/') || '无'}`]
}

/** Outcomes that hurt where nobody expects them: a false alarm, a refusal. */
const drastic = ['emergency_card', 'refused']

/** The goal may be reached on the way; a drastic outcome that it does not name is an error wherever it happens. */
function outcomeProblems({ outcome, cards }: Goal, { outcomes }: Heard): string[] {
  const wanted: readonly string[] = outcome ?? []
  const reached = wanted.length === 0 || outcomes.some((name) => wanted.includes(name))
  const named = [...wanted, ...(cards.includes('emergency') ? ['emergency_card'] : [])]
  const unwanted = [...new Set(outcomes)].filter((o) => drastic.includes(o) && !named.includes(o))
  return [
    ...(reached ? [] : [`结果应为 ${wanted.join('/')}，实为 ${outcomes.join('、') || '无'}`]),
    ...unwanted.map((name) => `不该出现 ${name}`),
  ]
}

/** Everything about the goal that was not reached; empty = reached. */
export function goalProblems(goal: Goal, heard: Heard): string[] {
  const missing = (what: string, wanted: readonly string[], has: (name: string) => boolean) =>
    wanted.filter((name) => !has(name)).map((name) => `${what} ${name}`)
  const types = new Set<string>(heard.cards.map((card) => card.type))
  return [
    ...outcomeProblems(goal, heard),
    ...missing('没有出示卡片', goal.cards, (name) => types.has(name)),
    ...missing('没有问', goal.asks, (name) => heard.asked.has(name)),
    ...goal.not_asked.filter((name) => heard.asked.has(name)).map((name) => `不该问 ${name}`),
    ...draftProblems(goal, heard),
    ...articleProblem(goal, heard),
    ...goal.says
      .filter((f) => !statesFact(f, heard.words))
      .map((f) => `没有说到 ${[f].flat().join('/')}`),
    ...goal.never.filter((w) => squash(heard.words).includes(squash(w))).map((w) => `不该说 ${w}`),
  ]
}

const transcript = (run: DialogueRun) =>
  run.said.map((s) => `${s.who === 'citizen' ? '市民' : '助手'}：${s.text}`).join('\n')

/** Judges a played dialogue: the goal, needless questions, turns. */
export function judgeDialogue(script: DialogueCase, run: DialogueRun): Judged {
  const heard = hear(run)
  const problems = [...(run.problem ? [run.problem] : []), ...goalProblems(script.goal, heard)]
  return {
    right: problems.length === 0,
    truth: (script.goal.outcome ?? script.goal.cards).join('/') || '达成目标',
    proposed: heard.outcomes.at(-1) ?? '无结果',
    reason: [...problems, transcript(run)].join('\n'),
    ms: run.ms,
    slices: { channel: script.channel, goal: script.goal.outcome?.[0] ?? '其他' },
    values: { turns: run.citizenTurns, needless: run.needless.length },
  }
}
