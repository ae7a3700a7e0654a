interface Share {
  n: number
  hits: number
  share: number
  low: number
  high: number
}

const whole = (p: number) => `${Math.round(p * 100)}%`

/** `86%（81%–90%，172/200）`: never a share without its interval and its numbers. */
export function shareText({ n, hits, share, low, high }: Share): string {
  return n === 0 ? '还没有工单' : `${whole(share)}（${whole(low)}–${whole(high)}，${hits}/${n}）`
}

export function trendText({ direction, change }: { direction: string; change: number }): string {
  const points = `${Math.abs(Math.round(change * 100))} 个百分点`
  if (direction === 'up') return `上升 ${points}`
  if (direction === 'down') return `下降 ${points}`
  return direction === 'flat' ? '没有明显变化' : '件数还少'
}
