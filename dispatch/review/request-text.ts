/** What the citizen answered to a question of the desk. */
export interface Supplement {
  question: string
  answer: string
}

/**
 * The words that a proposal is made from: the request as it was filed, then what was answered to the desk's questions.
 * The questions themselves stay out: they are ours, and their words would be taken for the citizen's.
 */
export function requestText(
  request: { description: string; channel: string },
  supplements: readonly Supplement[],
): string {
  // In a transcript only the citizen's own lines are read.
  const who = request.channel === 'call' ? '市民：' : '补充：'
  const answers = supplements.map(({ answer }) => answer.trim()).filter((text) => text !== '')
  return [request.description.trim(), ...answers.map((text) => who + text)].join('\n')
}
