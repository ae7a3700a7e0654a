/**
 * Which language to answer in. A Han character says about as much as three Latin letters, so a Chinese
 * sentence with `wifi` or `ETC` in it is Chinese, and an English one with 朝阳 in it is English; a text
 * without letters counts as Chinese.
 */
export function detectLanguage(text: string): 'zh' | 'en' {
  let hanCount = 0
  let latinCount = 0
  for (const char of text) {
    if (/\p{Script=Han}/u.test(char)) hanCount += 1
    else if (/[a-z]/i.test(char)) latinCount += 1
  }
  return hanCount * 3 >= latinCount ? 'zh' : 'en'
}
