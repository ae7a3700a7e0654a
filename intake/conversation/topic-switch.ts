import { normaliseText } from '../../kb/language/normalise.ts'
import { parseContact } from './contact.ts'
import { makeDraft, said } from './draft-steps.ts'
import { isCorrection } from './intent.ts'
import { isReady } from './several-drafts.ts'
import { type Context, type InDraft, revise, type Step, withState } from './step.ts'
import { makeTurn } from './turn.ts'

/** Words that begin another matter. "还有" alone may also go on with the same one: the class decides. */
const opens =
  /^(?:对了|哦对|另外|此外|还有(?:就是|一?[件个]?(?:事|问题))?|顺便|再(?:说|反映|问|投诉|举报)|(?:我)?(?:还|再)?(?:想|要)(?:再)?(?:反映|投诉|举报|说|问)(?:另|别的|一?[件个])|换(?:个|一)(?:事|话题)|(?:算了)?[，,]?先?不(?:说|管|提)(?:那|这)(?:个|件|事)|先(?:说|反映)(?:另|别的|一?[件个])|第二[件个]|by the way|another (?:thing|matter))/
const SHORTEST = 8
const LONGEST_CONTACT = 30
/** A class that is less sure than this may be a further remark on the same matter. */
const SURE = 0.6

const lastName = (path: readonly string[]) => path.slice(0, 2).join('›')

/** Whether the words begin a second matter while a draft is open: another class, said to be another or at another place. */
function isOtherMatter(standing: InDraft, { message, heard }: Context): boolean {
  const { proposal } = heard
  const top = proposal?.service_codes[0]
  if (!proposal || !top || proposal.triage !== 'dispatch') return false
  const flat = normaliseText(message.text).trim()
  const letters = flat.replace(/[\s\p{P}]/gu, '').length
  // A phone that comes late is about the citizen, and no matter.
  const contact = letters < LONGEST_CONTACT && parseContact(message.text) !== null
  if (letters < SHORTEST || contact || isCorrection(message.text)) return false
  const { class_path, place } = standing.draft.content
  if (class_path.length === 0 || lastName(top.path) === lastName(class_path)) return false
  const begins = opens.test(flat)
  const { subdistrict } = proposal.place
  const elsewhere = subdistrict !== null && subdistrict !== place.subdistrict
  const saysWhere = elsewhere && place.subdistrict !== null
  return (begins && top.p >= SURE / 2) || (saysWhere && top.p >= SURE)
}

/** Another matter midway: the draft at hand is put aside, not lost, and a new one is opened beside it. */
export function switchTopic(context: Context): Step | null {
  const { standing, message, say, newDraftId } = context
  if (!standing.draft) return null
  const inDraft = { ...standing, draft: standing.draft }
  const { asks } = standing.state
  if (asks === 'address' || asks === 'district') {
    if (!opens.test(normaliseText(message.text).trim())) return null
  }
  if (!isOtherMatter(inDraft, context)) return null
  const text = said(message).text.replace(
    /^(?:对了|哦对|另外|此外|顺便|(?:算了)?[，,]?先?不(?:说|管|提)(?:那|这)(?:个|件)?(?:事儿?)?了?)[，,、：:\s]*/u,
    '',
  )
  const fresh = makeDraft(newDraftId(0), [{ ...said(message), text }], { message })
  const contact = fresh.contact ?? standing.draft.contact
  const parked = [...standing.parked, standing.draft]
  const title = standing.draft.content.title
  const key = isReady(standing.draft) ? 'draft.kept_ready' : 'draft.kept'
  const turns = [makeTurn(say(key, { title }))]
  return revise(
    { ...withState(standing, { offer: null }), parked },
    { ...fresh, contact },
    { turns },
  )
}
