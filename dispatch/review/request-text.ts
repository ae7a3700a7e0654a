/**
 * The words that a proposal is made from: the request as it was filed, then what was added since. The desk's own questions
 * stay out: their words would be taken for the citizen's.
 */
export function requestText(
  request: { description: string; channel: string },
  facts: readonly string[],
): string {
  // In a transcript only the citizen's own lines are read.
  const who = request.channel === 'call' ? '市民：' : '补充：'
  const added = facts.map((text) => text.trim()).filter((text) => text !== '')
  return [request.description.trim(), ...added.map((text) => who + text)].join('\n')
}
