/** The surnames of some nine in ten people; a rarer one is not known from a word. */
const single =
  '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文'
const double = '欧阳|司马|诸葛|上官|皇甫|尉迟|公孙|慕容|令狐|夏侯|端木'

/** Words that begin like a name and are none. */
const words =
  '白领|白天|文员|文盲|文明|高管|高层|高工|高中|高龄|高速|常客|常年|常住|常委|万一|江苏|江西|江边|黎族|马上|马路|任何|任课|方便|方面|金牌|金融|田里|康复|石油|于是|夏天|黄牛|林业|雷电|何时|何地|许多|余额|程序|钱款|孔洞|汤药|易燃|武术|段子|毛病|史上|曾经|贺卡|孟加'

/** What ends the name of a place, a body or a sort of people; no name of a person does. */
const notLast = '街路镇村园庄堡里桥营区县乡屯坟门坊湾店房家口寺楼院苑城站山河湖人的者生员工师户们'

/** A person's whole name: a known surname with one or two characters. A part of a pattern, for the flag `u`. */
export const aName = `(?!${words})(?:(?:${double})\\p{Script=Han}{0,1}|[${single}]\\p{Script=Han}{0,1})(?![${notLast}])\\p{Script=Han}`
