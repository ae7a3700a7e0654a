import type { Config } from '../../db/kernel/config.ts'
import type { Pack } from '../../db/packs/pack.ts'
import type { Ask } from '../../kb/answer/ask-result.ts'
import type { LiveAsk } from '../../kb/answer/live-ask.ts'
import type { DeskActor, DeskDeps } from '../../kb/article/desk-rules.ts'
import type { ArticleRight } from '../../kb/article/lifecycle.ts'
import type { Published } from '../../kb/article/published.ts'
import type { AttachmentFiles } from '../attachments/attachment-files.ts'
import type { ScanVirus } from '../attachments/scan-virus.ts'
import type { StaffSession } from '../staff/staff-view.ts'
import { approvingArticles, writingArticles } from './who-may.ts'

/** A long article in Chinese is 120 kB on the wire, two hundred questions with what they expect 240 kB. */
export const BODY_LIMIT = 512 * 1024

/** What the desk's routes work with. */
export interface DeskRouteDeps extends Omit<DeskDeps, 'selfApproval'> {
  config: Pick<Config, 'selfApproval' | 'attachmentsDir' | 'clamdUrl'>
  pack: Pack
  ask: Ask
  askWith: LiveAsk['askWith']
}

export interface Desk extends DeskDeps {
  pack: Pack
  ask: Ask
  askWith: LiveAsk['askWith']
  published: Published
  /** Forms and guides of articles. */
  articleFiles: AttachmentFiles
  scan: ScanVirus | null
}

/** Whose articles a person may touch: everybody's, or those of the unit that the account stands for. */
export function deskActor(staff: StaffSession): DeskActor {
  const { id, roles, unit } = staff
  const rights: ArticleRight[] = []
  if (roles.some((role) => writingArticles.includes(role))) rights.push('author')
  const approves = roles.some((role) => approvingArticles.includes(role))
  if (approves) rights.push('approver')
  const onlyOwner = approves || !roles.includes('unit') ? null : (unit?.name ?? '')
  return { id, rights, onlyOwner }
}
