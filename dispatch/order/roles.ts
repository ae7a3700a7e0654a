/** Staff roles (DOMAIN section 7); `unit` is a handling unit's account and sees only that unit's orders. */
export const staffRoles = [
  'operator',
  'dispatcher',
  'reviewer',
  'unit',
  'follow_up_clerk',
  'supervisor',
  'evaluator',
  'administrator',
] as const
export type Role = (typeof staffRoles)[number]
