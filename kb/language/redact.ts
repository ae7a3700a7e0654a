import { aName } from './person-names.ts'

/** A number that is no other one's tail, and is not followed by what makes it an amount, a distance or a line. */
const DOOR = String.raw`\d{3,4}(?![\d.]|路|米|元|块|年|号楼|号线|平|斤|度|天|分|多|个|户|人|万|次|页|条)`

/**
 * What may name a person in a text that leaves its place (an evaluation set, a prompt, a question to an endpoint, a hint to an
 * author): each pattern with what is left of it.
 */
const patterns: readonly (readonly [RegExp, string])[] = [
  // A resident identity number, before phones, because it contains runs that look like one.
  [/(?<!\d)\d{6} ?(?:19|20)\d{6} ?\d{3}[\dXx](?!\d)/g, '[证件号]'],
  [/(?<!\d)(?:\+?86[- ]?)?1[3-9]\d(?:[- ]?\d{4}){2}(?!\d)/g, '[电话]'],
  [/[一幺1][三四五六七八九3-9](?:[ -]?[零〇一二三四五六七八九幺0-9]){9}(?!\d)/gu, '[电话]'],
  [
    /(?<!\d)(?:0\d{2,3}[- ]?\d{7,8}|(?:400|800)[- ]?\d{3}[- ]?\d{4})(?:\s*[转-]\s*\d{1,5})?(?!\d)/g,
    '[电话]',
  ],
  [/((?:电话|座机|固话|手机)(?:号码?)?[:：是]?\s*)\d{7,8}(?!\d)/g, '$1[电话]'],
  [/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, '[邮箱]'],
  [/(?<!\d)\d{4}(?:[ -]\d{4}){3}(?:[ -]?\d{1,3})?(?!\d)/g, '[账号]'],
  [/(?<!\d)\d{12,19}(?!\d)/g, '[账号]'],
  [/((?:微信号?|QQ号?|抖音号|快手号|支付宝账?号?)[:：是为]?\s*)[a-z\d_-]{5,20}/gi, '$1[账号]'],
  [/(?<![A-Za-z\d])[A-Z]{1,2}\d{7,9}(?!\d)/g, '[证件号]'],
  [/\p{Script=Han}[A-Z][·• ]?[A-Z0-9]{5,6}(?![A-Z0-9])/gu, '[车牌]'],
  [
    /(我叫|我的名字(?:是|叫)|姓名[:：是]?|本人(?:叫|姓名)|联系人[:：是]?)\s*[\p{Script=Han}·]{2,4}(?=[，,。.、;；\s\d[]|$)/gu,
    '$1[姓名]',
  ],
  [
    new RegExp(
      `((?:我|我们|俺|本人|家属|孩子|丈夫|妻子|父亲|母亲)?(?<!不|只|还|都|也)(?:是|叫|名叫)|本人)${aName}(?=[，,。、;；\\s\\d[]|$|住|今年|家住|电话|身份证|来自)`,
      'gu',
    ),
    '$1[姓名]',
  ],
  [
    new RegExp(
      `(居民|市民|业主|住户|村民|租户|患者|诉求人|来电人)${aName}(?=反映|来电|投诉|称|家|本人|[，,（(])`,
      'gu',
    ),
    '$1[姓名]',
  ],
  [/(我(?:免贵)?姓|免贵姓)\p{Script=Han}/gu, '$1[姓]'],
  [
    /\p{Script=Han}(?=(?:先生|女士|小姐|大爷|大妈|大姐|大哥|阿姨|叔叔)(?:反映|来电|称|家|的|[，,。、;；\s[]|$))/gu,
    '某',
  ],
  // Building and unit say where it happened; the door says who lives there.
  [/\d{2,4}(?=(?:室|号房|房间))/g, '[门牌]'],
  [/(单元|门)[-—]?\d{3,4}(?!\d|路|米|元|块|年|号楼)/g, '$1[门牌]'],
  [/(?<!\d)(\d{1,3}[-—]\d{1,2}[-—])\d{3,4}(?!\d)/g, '$1[门牌]'],
  [new RegExp(`([A-Z]座)${DOOR}`, 'g'), '$1[门牌]'],
  [new RegExp(`((?:我们?家|家住|楼上|楼下|对门|隔壁|邻居)(?:是|在|的)?)${DOOR}`, 'g'), '$1[门牌]'],
]

/** Digits and letters as a full-width keyboard writes them. */
const toHalfWidth = (text: string) =>
  text.replace(/[０-９Ａ-Ｚａ-ｚ]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0))

/** Takes out what could name a person; place names stay, because the place is part of what is measured. */
export function redact(text: string): string {
  return patterns.reduce(
    (clean, [pattern, left]) => clean.replace(pattern, left),
    toHalfWidth(text),
  )
}
