import { fillText } from '../../db/kernel/errors.ts'
import type { Deadline, Pack } from '../../db/packs/pack.ts'
import { deadlineTexts } from '../deadline/due-at.ts'
import type { ProposalPart } from './proposal.ts'

/**
 * What is said where the pack has no sentence of its own (`texts.yaml`, key on the left). A city words these as
 * it likes; the values in braces are filled in.
 */
const fallback: Record<string, string> = {
  'proposal.dispatch':
    '您反映的“{matter}”已记录，工作人员核对后转给{unit}办理，一般{deadline}内答复您。',
  'proposal.ask': '您反映的“{matter}”可以受理，派单后一般{deadline}内答复。{question}',
  'proposal.consultation':
    '您反映的“{matter}”涉及几家单位，工作人员先会商确定由谁牵头，一般{deadline}内答复您。',
  'proposal.inquiry':
    '您咨询的是“{matter}”，现在就为您查找规定答复；查不到的，转给负责的单位答复您。',
  'proposal.inquiry.dispatch':
    '您咨询的“{matter}”要由{unit}核实后才能答复，工作人员核对后转办，一般{deadline}内答复您。',
  'proposal.commendation': '谢谢您的肯定，已记录，会转告{unit}。',
  'emergency.card': '您说的情况很紧急，请马上拨打{number}！',
  'secret.lead': '这涉及他人隐私或不能公开的信息，我不能提供。',
  'unlawful.lead': '这个要求违反法律或公序良俗，我不能帮您办。',
  'statutory.lead': '这件事法律规定了专门的渠道：{channel}。',
  'repeat.lead': '您这件事已经登记在办，可以查询进度；有新情况请直接说。',
  'outside.lead': '这件事不属于政府部门的职责。可以这样办：{how}。',
  'outside.default': '双方协商，或者找人民调解、律师、法院解决',
}

export interface ReplyFacts {
  part: Pick<
    ProposalPart,
    | 'triage'
    | 'kind'
    | 'mode'
    | 'deadline'
    | 'units'
    | 'service_codes'
    | 'place'
    | 'emergency_number'
  >
  /** Outcome details of the lexicon rule: `channel`, `how` and the like. */
  details: Record<string, unknown>
  /** The deadline that will apply once the place is known. */
  deadline: Deadline
}

/** The citizen's reply in plain Chinese, from the pack's texts. Nothing is promised that a person has not confirmed. */
export function composeReply(texts: Pack['texts'], facts: ReplyFacts): string {
  const say = (key: string, values: Record<string, string> = {}) =>
    fillText(texts[key]?.zh ?? fallback[key] ?? '', values)
  const { part } = facts
  switch (part.triage) {
    case 'emergency':
      return say('emergency.card', { number: part.emergency_number ?? '110' })
    case 'secret_privacy':
      return say('secret.lead')
    case 'unlawful':
      return say('unlawful.lead')
    case 'statutory_channel':
      return statutoryReply(say, facts.details)
    case 'repeat':
      return say('repeat.lead')
    case 'outside_duties':
      return say('outside.lead', {
        how: detailText(texts, facts.details) ?? say('outside.default'),
      })
    default:
      return openReply(say, facts)
  }
}

type Say = (key: string, values?: Record<string, string>) => string

function statutoryReply(say: Say, details: Record<string, unknown>): string {
  const channel = typeof details['channel'] === 'string' ? details['channel'] : ''
  const name = say(`statutory.${channel}`)
  const lead = say('statutory.lead', { channel: name || '法定途径' })
  return [lead, say(`statutory.${channel}.how`)].filter(Boolean).join('')
}

/** `how` of a rule is a key of the texts (`outside.other_city`) or the words themselves. */
function detailText(texts: Pack['texts'], details: Record<string, unknown>): string | null {
  const how = details['how'] ?? details['text'] ?? details['channel']
  if (typeof how !== 'string' || how === '') return null
  return texts[how]?.zh ?? texts[`outside.${how}`]?.zh ?? (/\p{Script=Han}/u.test(how) ? how : null)
}

function openReply(say: Say, { part, deadline }: ReplyFacts): string {
  const values = {
    matter: part.service_codes[0]?.name ?? '这件事',
    unit: part.units[0]?.name ?? '负责的单位',
    deadline: say(`deadline.${deadline}`) || deadlineTexts[deadline],
    question: part.place.question ?? say('ask.address'),
  }
  if (part.triage === 'inquiry')
    return say(part.mode === 'none' ? 'proposal.inquiry' : 'proposal.inquiry.dispatch', values)
  if (part.mode === 'ask_place') return say('proposal.ask', values)
  if (part.mode === 'consultation') return say('proposal.consultation', values)
  return say(part.kind === 'commendation' ? 'proposal.commendation' : 'proposal.dispatch', values)
}
