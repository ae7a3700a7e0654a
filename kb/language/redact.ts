/** What may name a person in a text that leaves its place (an evaluation set, a prompt, a hint to an author): each pattern with what is left of it. */
const patterns: readonly (readonly [RegExp, string])[] = [
  // A resident identity number, before phones, because it contains runs that look like one.
  [/(?<!\d)\d{6}(?:19|20)\d{9}[\dXx](?!\d)/g, '[证件号]'],
  [/(?<!\d)(?:\+?86[- ]?)?1[3-9]\d(?:[- ]?\d{4}){2}(?!\d)/g, '[电话]'],
  [/(?<!\d)(?:0\d{2,3}[- ]?\d{7,8}|(?:400|800)[- ]?\d{3}[- ]?\d{4})(?!\d)/g, '[电话]'],
  [/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, '[邮箱]'],
  [/(?<!\d)\d{15,19}(?!\d)/g, '[账号]'],
  [/\p{Script=Han}[A-Z][·• ]?[A-Z0-9]{5,6}(?![A-Z0-9])/gu, '[车牌]'],
  [
    /(我叫|我的名字(?:是|叫)|姓名[:：是]?|本人(?:叫|姓名)|联系人[:：是]?)\s*[\p{Script=Han}·]{2,4}(?=[，,。.、;；\s\d[]|$)/gu,
    '$1[姓名]',
  ],
  [/\p{Script=Han}(?=(?:先生|女士|小姐|大爷|大妈|阿姨|叔叔)(?:反映|来电|称|家|的))/gu, '某'],
  // Building and unit say where it happened; the door says who lives there.
  [/\d{2,4}(?=(?:室|号房|房间))/g, '[门牌]'],
  [/(单元|门)[-—]?\d{3,4}(?!\d|路|米|元|块|年|号楼)/g, '$1[门牌]'],
]

/** Takes out what could name a person; place names stay, because the place is part of what is measured. */
export function redact(text: string): string {
  return patterns.reduce((clean, [pattern, left]) => clean.replace(pattern, left), text)
}
