/**
 * A number that people give of a building or a door. Every repetition is bounded: a text of one repeated character must not
 * take longer than any other.
 */
const numbered =
  /[\u4e00-\u9fffA-Za-z0-9·]{2,30}?[0-9０-９一二三四五六七八九十]{1,5}(?:号楼|号院|号|栋|幢|座|单元|室|层)(?:[0-9０-９一二三四五六七八九十]{1,5}(?:号楼|单元|室|号|层|门|栋)){0,4}/u

/** Words before an address that do not belong to it. */
const lead =
  /^.*(?:我?家?住在|我?住|位于|地址[是:：]?|反映|投诉|举报|来自|我们?是|这里是|就在|在|，|,|。|、|的)/u

/**
 * The address that a citizen wrote in passing ("南湖东园122号楼"), for the summary card; empty where there is none with a
 * number. What the citizen writes into the card's own field always goes before it.
 */
export function findAddress(text: string): string {
  for (const sentence of text.split(/[。！？!?\n;；]/)) {
    const match = numbered.exec(sentence)
    if (!match) continue
    const found = match[0].replace(lead, '')
    if (found.length >= 4) return found
  }
  return ''
}
