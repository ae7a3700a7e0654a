import type { Role } from '../../dispatch/order/roles.ts'

export interface StaffRoute {
  method: 'GET' | 'POST' | 'DELETE'
  /** As in the description of the interface, with a query where one is needed. */
  path: string
  may: Role[]
  body?: object
}

const desk: Role[] = ['operator', 'dispatcher', 'reviewer', 'unit', 'supervisor', 'administrator']
const writing: Role[] = ['reviewer', 'unit', 'supervisor', 'administrator']
const approving: Role[] = ['reviewer', 'supervisor', 'administrator']
const content = {
  ...{ title: '某事怎么办', questions: [], topics: [], service_codes: [], service_points: [] },
  ...{ jurisdiction: '', audience: '', owner: '甲区一街道', body: '到窗口办。' },
  source: { title: '', issuer: '', date: '', url: '' },
  ...{ valid_from: '', valid_until: '', review_due: '', verify_before: '' },
}
const step = { row_version: 1, reason: '写错了' }

/** The desk of the knowledge base, in the table of every staff route. */
export const kbRouteTable: readonly StaffRoute[] = [
  { method: 'GET', path: '/console/kb/articles', may: desk },
  { method: 'POST', path: '/console/kb/articles', may: writing, body: { content } },
  { method: 'GET', path: '/console/kb/articles/{articleId}', may: desk },
  {
    method: 'POST',
    path: '/console/kb/articles/{articleId}/save',
    may: writing,
    body: { row_version: 1, content },
  },
  { method: 'POST', path: '/console/kb/articles/{articleId}/revise', may: writing, body: {} },
  { method: 'POST', path: '/console/kb/articles/{articleId}/submit', may: writing, body: step },
  { method: 'POST', path: '/console/kb/articles/{articleId}/discard', may: writing, body: step },
  {
    method: 'POST',
    path: '/console/kb/articles/{articleId}/send_back',
    may: approving,
    body: step,
  },
  { method: 'POST', path: '/console/kb/articles/{articleId}/publish', may: approving, body: step },
  { method: 'POST', path: '/console/kb/articles/{articleId}/withdraw', may: approving, body: step },
  { method: 'GET', path: '/console/kb/overview', may: desk },
  { method: 'POST', path: '/console/kb/render', may: writing, body: { body: '# 标题' } },
  { method: 'POST', path: '/console/kb/hints', may: writing, body: { content } },
  {
    method: 'POST',
    path: '/console/kb/preview',
    may: writing,
    body: { content, questions: ['某事怎么办'] },
  },
  { method: 'GET', path: '/console/kb/gaps', may: desk },
  { method: 'GET', path: '/console/kb/gaps/{gapId}', may: desk },
  {
    method: 'POST',
    path: '/console/kb/gaps/{gapId}',
    may: writing,
    body: { row_version: 1, owner: '', topic: '', action: 'assign' },
  },
  {
    method: 'POST',
    path: '/console/kb/corrections',
    may: desk,
    body: { article: 'none', note: '费用不对' },
  },
  { method: 'GET', path: '/console/kb/suites', may: writing },
  {
    method: 'POST',
    path: '/console/kb/suites',
    may: writing,
    body: { name: '常问', text: '护照怎么办' },
  },
  { method: 'GET', path: '/console/kb/suites/{suiteId}', may: writing },
  { method: 'POST', path: '/console/kb/suites/{suiteId}/run', may: writing, body: {} },
  { method: 'DELETE', path: '/console/kb/suites/{suiteId}', may: approving },
  { method: 'POST', path: '/console/kb/imports', may: writing, body: {} },
  { method: 'POST', path: '/console/kb/imports/{importId}/drafts', may: writing, body: {} },
  { method: 'POST', path: '/console/kb/files?client_file_id=file-0001', may: writing, body: {} },
  { method: 'GET', path: '/console/kb/files/{fileId}', may: desk },
  { method: 'GET', path: '/console/kb/usage', may: desk },
  { method: 'GET', path: '/console/kb/notices', may: writing },
  { method: 'GET', path: '/console/kb/points', may: desk },
  {
    method: 'POST',
    path: '/console/kb/articles/{articleId}/confirm',
    may: approving,
    body: { row_version: 1, review_due: '2026-10-01', verify_before: '' },
  },
]
