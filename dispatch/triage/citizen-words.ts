const speaker =
  /^[^\S\n]*(市民|诉求人|来电人|群众|用户|客户|坐席|话务员|接线员|工作人员|客服)[^\S\n]*[:：]/
const citizen = /市民|诉求人|来电人|群众|用户|客户/

/**
 * The citizen's own words of a transcript, at their own offsets: the operator's lines and all speaker labels
 * become spaces, because a question by the operator is no evidence ("是着火了吗？"). A line without a label
 * belongs to whoever spoke before.
 */
export function citizenWords(text: string, channel: string): string {
  if (channel !== 'call' || !hasSpeakers(text)) return text
  let isCitizen = true
  return text
    .split('\n')
    .map((line) => {
      const label = speaker.exec(line)
      if (label) isCitizen = citizen.test(label[1] ?? '')
      if (!isCitizen) return ' '.repeat(line.length)
      return label ? ' '.repeat(label[0].length) + line.slice(label[0].length) : line
    })
    .join('\n')
}

function hasSpeakers(text: string): boolean {
  return text.split('\n').some((line) => speaker.test(line))
}
