import type { Say } from './texts.ts'
import type { QuickReply } from './turn.ts'

/** The values behind quick replies: a tap sends one of these, so that a label may be worded freely. */
export const choices = {
  skip: 'skip',
  file: 'file',
  solved: 'solved',
  progress: 'progress',
  newRequest: 'new',
  confidential: 'confidential-yes',
  notConfidential: 'confidential-no',
  confirm: 'confirm',
  discard: 'discard',
} as const

export const PLACE_PREFIX = 'place:'

export const fileAnyway = (say: Say): QuickReply[] => [
  { label: say('reply.file_anyway'), value: choices.file },
]

export const afterAnswer = (say: Say): QuickReply[] => [
  { label: say('reply.file_request'), value: choices.file },
  { label: say('reply.solved'), value: choices.solved },
]

export const afterReceipt = (say: Say): QuickReply[] => [
  { label: say('reply.progress'), value: choices.progress },
  { label: say('reply.new_request'), value: choices.newRequest },
]
