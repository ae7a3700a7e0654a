import { type Role, staffRoles } from '../../dispatch/order/roles.ts'
import { kbRouteTable, type StaffRoute } from './kb-route-table.ts'

const everybody = [...staffRoles]
const receiving: Role[] = ['operator', 'reviewer']
const alarmed: Role[] = ['operator', 'dispatcher', 'reviewer']
const review: Role[] = ['operator', 'dispatcher', 'reviewer', 'supervisor']
const takingCalls: Role[] = ['operator', 'reviewer', 'supervisor']
const answering: Role[] = ['operator']
const dispatching: Role[] = ['dispatcher', 'reviewer']
const acting: Role[] = ['dispatcher', 'reviewer', 'unit', 'follow_up_clerk']
const evaluating: Role[] = ['evaluator', 'administrator']
const judging: Role[] = ['reviewer', 'supervisor', 'evaluator', 'administrator']
const ended = {
  ...{ client_action_id: 'press-of-a-button', edits: {} },
  ...{ question: '怎么办', articles: [], note: '' },
}
const action = { client_action_id: 'press-of-a-button', order_version: 1 }

/** Each staff route × each role, written down once more beside the routes themselves: a change of one must be a change of both. */
export const staffRouteTable: readonly StaffRoute[] = [
  { method: 'GET', path: '/staff/me', may: everybody },
  { method: 'GET', path: '/console/queue', may: review },
  { method: 'GET', path: '/console/reception', may: receiving },
  { method: 'GET', path: '/console/reception/{conversationId}', may: receiving },
  { method: 'POST', path: '/console/reception/{conversationId}/take', may: receiving },
  {
    method: 'POST',
    path: '/console/reception/{conversationId}/messages',
    may: receiving,
    body: { client_message_id: 'staff-words-1', text: '您好' },
  },
  {
    method: 'POST',
    path: '/console/reception/{conversationId}/hand-back',
    may: receiving,
    body: {},
  },
  {
    method: 'POST',
    path: '/console/reception/{conversationId}/notes',
    may: receiving,
    body: { text: '备注' },
  },
  { method: 'GET', path: '/console/alarms', may: alarmed },
  { method: 'POST', path: '/console/alarms/{alarmId}/seen', may: alarmed },
  {
    method: 'POST',
    path: '/console/alarms/{alarmId}/transfers',
    may: alarmed,
    body: { client_action_id: 'press-of-a-button', number: '119' },
  },
  { method: 'GET', path: '/console/calls', may: takingCalls },
  { method: 'GET', path: '/console/calls/{callId}', may: takingCalls },
  {
    method: 'GET',
    path: '/console/calls/{callId}/transcript?before_ms=1000&before_id=1',
    may: takingCalls,
  },
  { method: 'POST', path: '/console/calls/{callId}/edits', may: answering, body: { edits: {} } },
  { method: 'POST', path: '/console/calls/{callId}/check', may: answering, body: { edits: {} } },
  {
    method: 'POST',
    path: '/console/calls/{callId}/file',
    may: answering,
    body: { client_action_id: 'press-of-a-button', edits: {}, findings_seen: [] },
  },
  { method: 'POST', path: '/console/calls/{callId}/answered', may: answering, body: ended },
  { method: 'POST', path: '/console/calls/{callId}/dismissed', may: answering, body: ended },
  {
    method: 'POST',
    path: '/console/calls/{callId}/transfers',
    may: answering,
    body: { number: '119' },
  },
  {
    method: 'POST',
    path: '/console/entry/understand',
    may: takingCalls,
    body: { text: '电梯坏了', district: '', subdistrict: '', address: '' },
  },
  { method: 'GET', path: '/console/entry/articles?q=居住证', may: takingCalls },
  { method: 'GET', path: '/console/requests/{requestId}', may: review },
  { method: 'POST', path: '/console/requests/{requestId}/claim', may: dispatching },
  { method: 'DELETE', path: '/console/requests/{requestId}/claim', may: dispatching },
  {
    method: 'POST',
    path: '/console/requests/{requestId}/dispatch',
    may: dispatching,
    body: {
      ...action,
      proposal_id: null,
      decision: {
        kind: 'complaint',
        service_code: '0102',
        district: null,
        subdistrict: null,
        community: null,
        lead: '990101001',
        supporting: [],
        copies: [],
        mode: 'direct',
        deadline: '7d',
      },
      reason_code: null,
      note: '',
    },
  },
  { method: 'GET', path: '/review/requests/{requestId}/related', may: review },
  {
    method: 'POST',
    path: '/review/requests/{requestId}/related/{otherId}',
    may: dispatching,
    body: {
      kind: 'same_event',
      action: 'link',
      clientActionId: 'press-of-a-button',
      version: null,
    },
  },
  { method: 'POST', path: '/console/requests/{requestId}/undo', may: dispatching },
  { method: 'GET', path: '/console/requests/{requestId}/why', may: review },
  { method: 'GET', path: '/console/requests/{requestId}/call', may: review },
  {
    method: 'POST',
    path: '/console/requests/{requestId}/questions',
    may: dispatching,
    body: { client_action_id: 'press-of-a-button', text: '在几楼？' },
  },
  {
    method: 'POST',
    path: '/console/requests/{requestId}/questions/{questionId}/answer',
    may: dispatching,
    body: { text: '三楼' },
  },
  {
    method: 'POST',
    path: '/console/requests/{requestId}/consultations',
    may: dispatching,
    body: { client_action_id: 'press-of-a-button', question: '谁管', participants: ['990101'] },
  },
  {
    method: 'POST',
    path: '/console/requests/{requestId}/consultations/{consultationId}/opinions',
    may: dispatching,
    body: { unit: '990101', text: '我们牵头' },
  },
  {
    method: 'POST',
    path: '/console/requests/{requestId}/consultations/{consultationId}/close',
    may: dispatching,
    body: { outcome: '由区里牵头' },
  },
  {
    method: 'POST',
    path: '/console/requests/{requestId}/split',
    may: dispatching,
    body: { ...action, parts: ['电梯坏了', '路灯不亮'] },
  },
  {
    method: 'POST',
    path: '/console/requests/{requestId}/split/preview',
    may: dispatching,
    body: { parts: ['电梯坏了'] },
  },
  {
    method: 'POST',
    path: '/console/requests/{requestId}/rejoin',
    may: dispatching,
    body: { client_action_id: 'press-of-a-button' },
  },
  { method: 'GET', path: '/console/quality', may: judging },
  { method: 'GET', path: '/console/quality/by/{key}', may: judging },
  { method: 'GET', path: '/console/quality/by/{key}/cases?value=1', may: judging },
  { method: 'GET', path: '/console/quality/drafts', may: judging },
  {
    method: 'POST',
    path: '/console/quality/drafts',
    may: judging,
    body: { line: 'no-such-line', days: 7 },
  },
  {
    method: 'POST',
    path: '/console/quality/drafts/{draftId}',
    may: judging,
    body: { state: 'dismissed' },
  },
  { method: 'GET', path: '/console/orders', may: everybody },
  { method: 'GET', path: '/console/orders/{orderId}', may: everybody },
  {
    method: 'POST',
    path: '/console/orders/{orderId}/actions/{action}',
    may: acting,
    body: action,
  },
  {
    method: 'POST',
    path: '/console/orders/{orderId}/reveal',
    may: acting,
    body: { purpose: '回访' },
  },
  { method: 'GET', path: '/console/options', may: everybody },
  { method: 'GET', path: '/console/evaluations', may: evaluating },
  // No such suite: nothing is started here.
  { method: 'POST', path: '/console/evaluations', may: evaluating, body: { suites: ['none'] } },
  { method: 'POST', path: '/console/evaluations/take-in', may: evaluating },
  { method: 'GET', path: '/console/models', may: evaluating },
  // Nothing that it could read: nothing is trained here.
  { method: 'POST', path: '/console/models', may: evaluating, body: { unknown: true } },
  { method: 'POST', path: '/console/models/use', may: evaluating, body: { version: 'none' } },
  { method: 'GET', path: '/console/evaluations/{runId}', may: evaluating },
  { method: 'POST', path: '/console/evaluations/{runId}/cancel', may: evaluating },
  { method: 'GET', path: '/console/evaluations/{runId}/compare?with={runId}', may: evaluating },
  { method: 'GET', path: '/console/evaluations/{runId}/report.html', may: evaluating },
  { method: 'GET', path: '/console/evaluations/{runId}/report.json', may: evaluating },
  ...kbRouteTable,
  { method: 'GET', path: '/console/jobs', may: ['administrator'] },
  { method: 'POST', path: '/console/jobs/{jobId}/retry', may: ['administrator'] },
]
