import { findOwnContact, maskIdentity } from '../conversation/contact.ts'

const digitOf: Record<string, string> = {
  零: '0',
  〇: '0',
  一: '1',
  幺: '1',
  二: '2',
  两: '2',
  三: '3',
  四: '4',
  五: '5',
  六: '6',
  七: '7',
  八: '8',
  九: '9',
}
/** A mobile number as a recogniser without number formatting writes it: eleven spoken digits. */
const spoken =
  /(?<![零〇一幺二两三四五六七八九十百千万])[一幺][三四五六七八九][零〇一幺二两三四五六七八九]{9}(?![零〇一幺二两三四五六七八九十百千万])/gu

const foldSpokenPhone = (text: string) =>
  text.replace(spoken, (digits) => [...digits].map((char) => digitOf[char] ?? char).join(''))

/** What is kept of spoken words: the speaker's own phone, name and identity number masked, and the contact apart (promise 3). */
export function maskSpeech(text: string): {
  text: string
  contact: { name: string; phone: string } | null
} {
  const folded = foldSpokenPhone(text)
  return { text: maskIdentity(folded, { answersContact: false }), contact: findOwnContact(folded) }
}
