const asked =
  /匿名|保密|(?:不要|别|请勿|不能|不可以|不得|不想|不愿)(?:把|将|让|给)?[^,，。]{0,10}(?:透露|泄露|暴露|公开|告诉|知道)[^,，。]{0,10}(?:我|信息|身份|姓名|电话|谁)?|怕(?:被)?(?:打击)?报复|(?:不要|别|不想)(?:说|提)(?:是)?我|不(?:想|愿|方便)(?:透露|留)(?:姓名|名字|身份|信息|电话)|隐去(?:我的)?(?:姓名|信息)/
/** "要不要匿名" asks and denies nothing. */
const denied =
  /(?:(?<!要)不(?:用|需要|必|想要?|要求?)?|无需|没必要|用不着)(?:给我|帮我|对我)?(?:匿名|保密)|(?:匿名|保密)(?:也)?(?:不用|不必|不需要|无所谓)|不怕(?:被)?(?:打击)?报复/g

/**
 * Whether the citizen wants not to be known to the party complained about; there is no real-name rule (R8). What is
 * denied is taken out first: "不用匿名,但别告诉物业是我" still asks for it.
 */
export function wantsConfidentiality(words: string): boolean {
  return asked.test(words.replace(denied, ''))
}
