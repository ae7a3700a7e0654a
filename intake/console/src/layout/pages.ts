import type { Role } from '../../../protocol/console-api.ts'

export interface PageEntry {
  page: string
  name: string
  roles: readonly Role[]
}

/** Which screen is for whom; the server checks every call again. */
export const pages: readonly PageEntry[] = [
  { page: 'dispatch', name: '派单工作台', roles: ['dispatcher', 'reviewer'] },
  { page: 'reception', name: '人工接待', roles: ['operator', 'reviewer'] },
  { page: 'calls', name: '来电受理', roles: ['operator', 'reviewer'] },
  { page: 'handling', name: '办理工作台', roles: ['unit'] },
  {
    page: 'orders',
    name: '工单',
    roles: [
      'operator',
      'dispatcher',
      'reviewer',
      'follow_up_clerk',
      'supervisor',
      'evaluator',
      'administrator',
    ],
  },
  {
    page: 'kb',
    name: '知识库',
    roles: ['operator', 'dispatcher', 'reviewer', 'unit', 'supervisor', 'administrator'],
  },
  { page: 'evals', name: '评测', roles: ['evaluator', 'administrator'] },
  { page: 'models', name: '模型', roles: ['evaluator', 'administrator'] },
  {
    page: 'quality',
    name: '派单质量',
    roles: ['reviewer', 'supervisor', 'evaluator', 'administrator'],
  },
  { page: 'system', name: '系统', roles: ['administrator'] },
]

export function pagesFor(roles: readonly Role[]): PageEntry[] {
  return pages.filter((entry) => entry.roles.some((role) => roles.includes(role)))
}
