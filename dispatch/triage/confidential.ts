const asked =
  /匿名|保密|(?:不要|别|请勿|不能|不得|不想|不愿)(?:把|将|让|给)?[^,，。]{0,10}(?:透露|泄露|暴露|公开|告诉|知道)[^,，。]{0,10}(?:我|信息|身份|姓名|电话|谁)?|怕(?:被)?(?:打击)?报复|(?:不要|别|不想)(?:说|提)(?:是)?我|不(?:想|愿|方便)(?:透露|留)(?:姓名|名字|身份|信息|电话)|隐去(?:我的)?(?:姓名|信息)/
const denied = /(?:不用|无需|不需要|不必)(?:给我)?(?:匿名|保密)|(?:匿名|保密)(?:也)?(?:不用|无所谓)/

/** Whether the citizen wants not to be known to the party complained about; there is no real-name rule (R8). */
export function wantsConfidentiality(words: string): boolean {
  return asked.test(words) && !denied.test(words)
}
