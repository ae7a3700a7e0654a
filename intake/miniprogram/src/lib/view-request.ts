import type { OwnRequest } from './sign-in.ts'

const two = (n: number) => String(n).padStart(2, '0')

/** `3月1日 09:05`, on the clock of the phone. */
export function shortTime(at: string): string {
  const date = new Date(at)
  return `${date.getMonth() + 1}月${date.getDate()}日 ${two(date.getHours())}:${two(date.getMinutes())}`
}

const open = [
  'awaiting_dispatch',
  'dispatched',
  'handling',
  'objected',
  'deferred',
  'replied',
  'following_up',
]
const wishes = [
  { action: 'rate', text: '评价办理结果', statuses: ['replied', 'following_up'] },
  { action: 'reopen', text: '没有解决，重新办理', statuses: ['following_up'] },
  { action: 'add_facts', text: '补充情况', statuses: open },
  { action: 'remind', text: '催办', statuses: open },
  { action: 'withdraw', text: '撤回诉求', statuses: open },
]

/** What may be done with a request as it stands (R9); the server decides again. */
export function actionsOf({ request_no, status }: Pick<OwnRequest, 'request_no' | 'status'>) {
  return wishes
    .filter(({ statuses }) => statuses.includes(status))
    .map(({ action, text }) => ({ text, choice: `order:${action}:${request_no}` }))
}
