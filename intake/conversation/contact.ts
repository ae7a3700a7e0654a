/** Phones and names in what a citizen writes: found, checked, and masked wherever the words are kept in clear. */

const MOBILE = String.raw`(?:\+?86[- ]?)?1[3-9]\d(?:[- ]?\d{4}){2}`
const LANDLINE = String.raw`0\d{2,3}[- ]?\d{7,8}|(?:400|800)[- ]?\d{3}[- ]?\d{4}`
const phonePattern = new RegExp(String.raw`(?<![\d.])(?:${MOBILE}|${LANDLINE})(?![\d.])`, 'g')
const bareLocal = /^[2-8]\d{7}$/
/** A resident identity number: never needed for a request, so never kept in clear. */
const identityNumber = /(?<!\d)\d{6}(?:19|20)\d{9}[\dXx](?![\dXx])/g

const ownWords = /我|本人|联系|回电|回复|call me|my (?:phone|number|mobile)|contact/gi
const otherWords =
  /对方|他|她|骗|有人|来电|打来|拨打|骚扰|推销|广告|贷款|短信|物业|商家|店|公司|司机|中介|客服|房东|老板|热线|总机|scam|landlord|spam/gi
const selfName =
  /(?:我叫|我的名字(?:是|叫)|姓名[:：是]?|本人(?:叫|姓名))\s*([\p{Script=Han}·]{2,4})(?=[，,。.、;；\s\d]|$)/gu

/** A phone number as it is stored: digits, with a plus sign kept; null if it cannot be one. */
export function checkPhone(text: string): string | null {
  const digits = text.replace(/[\s()（）-]/g, '')
  if (/^\+?\d{7,15}$/.test(digits)) return digits.replace(/^(?:\+?86)(?=1[3-9]\d{9}$)/, '')
  return null
}

/** Full-width digits and plus signs, one for one. */
function foldDigits(text: string): string {
  return text.replace(/[０-９＋]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0))
}

const nameNoise =
  /(?:不(?:用|需要|必|想要?|要求?)?|无需|可以|请|要)?(?:保密|匿名|公开)|不对|错了|应该是|改成|改为|换成|手机号码?|电话号码|联系电话|联系方式|联系人|手机|电话|号码|姓名|名字|我叫|我是|我的|本人|可以打|打这个|叫我|我|是|叫|my name is|i am|i'm|phone|name|number|is|it's/giu

/** Reads the answer to "would you like to leave a phone number?". */
export function parseContact(text: string): { name: string; phone: string } | null {
  const flat = text.normalize('NFKC').trim()
  const match = flat.match(phonePattern)?.[0] ?? (bareLocal.test(flat) ? flat : null)
  const phone = match ? checkPhone(match) : null
  if (!phone || !match) return null
  const rest = flat
    .replace(match, ' ')
    .replace(nameNoise, ' ')
    .replace(/[^\p{L}· ]/gu, ' ')
    .trim()
    .replace(/\s+/g, ' ')
  return { name: isName(rest) ? rest : '', phone }
}

const LONGEST_CONTACT = 30

/** Meant as a phone although it is none: a run of digits in a text no longer than a name and a number. */
export function looksLikePhone(text: string): boolean {
  const flat = text.normalize('NFKC').trim()
  return flat.length <= LONGEST_CONTACT && /\d[\d -]{3,}\d/.test(flat)
}

function isName(text: string): boolean {
  return /^[\p{Script=Han}·]{1,6}$/u.test(text) || /^[A-Za-z][A-Za-z ]{1,39}$/.test(text)
}

/** The citizen's own phone in free text: one that the words next to it call theirs and nobody else's. */
export function findOwnContact(text: string): { name: string; phone: string } | null {
  const name = [...text.matchAll(selfName)][0]?.[1] ?? ''
  const own = phonesOf(foldDigits(text)).find((phone) => phone.own)
  return own ? { name, phone: checkPhone(own.value) ?? own.value } : null
}

const BEFORE = 20
const AFTER = 8

function phonesOf(text: string): { value: string; own: boolean }[] {
  return [...text.matchAll(phonePattern)].map((match) => {
    const end = match.index + match[0].length
    const before = text.slice(Math.max(0, match.index - BEFORE), match.index)
    const near = before.split(/[。！？!?\n]|\d{7}/).at(-1) ?? ''
    const after = text.slice(end, end + AFTER).split(/[，,。！？!?；;\n]/)[0] ?? ''
    return { value: match[0], own: isOwn(near, after) }
  })
}

/** The nearest word before it decides ("物业电话", "我的电话"); a phone that nobody else is named with is the citizen's. */
function isOwn(before: string, after: string): boolean {
  const last = (words: RegExp) => [...before.matchAll(words)].at(-1)?.index ?? -1
  const [own, other] = [last(ownWords), last(otherWords)]
  if (own !== other) return own > other
  return after.search(otherWords) === -1
}

export function maskPhone(phone: string): string {
  return `${phone.slice(0, 3)}${'*'.repeat(Math.max(phone.length - 7, 4))}${phone.slice(-4)}`
}

function maskName(name: string): string {
  return `${name.slice(0, 1)}${'*'.repeat(Math.max(name.length - 1, 1))}`
}

/**
 * The form of a message that is kept in clear (promise 3: identity is stored apart): the citizen's own phone and name
 * and identity numbers are masked. A phone that belongs to the matter (a swindler's, a shop's) stays, because
 * the unit needs it.
 */
export function maskIdentity(text: string, options: { answersContact: boolean }): string {
  let shown = foldDigits(text).replace(
    identityNumber,
    (n) => `${n.slice(0, 3)}*************${n.slice(-2)}`,
  )
  shown = shown.replace(selfName, (whole, name: string) => whole.replace(name, maskName(name)))
  if (options.answersContact) return maskAnswer(shown)
  for (const { value, own } of phonesOf(shown)) {
    if (own) shown = shown.replace(value, maskPhone(value))
  }
  return shown
}

function maskAnswer(text: string): string {
  const found = parseContact(text)
  const phones = text.replace(phonePattern, maskPhone).replace(bareLocal, maskPhone)
  return found?.name ? phones.replaceAll(found.name, maskName(found.name)) : phones
}
