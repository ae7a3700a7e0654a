/**
 * Words of the language that are also names of places, in any city: `平房` is a bungalow before it is a township.
 * A name from here counts only with its suffix (`平房地区`) or right after the area it lies in (`朝阳区平房`).
 */
const commonWords: ReadonlySet<string> = new Set(
  `和平 幸福 团结 胜利 光明 东风 建国 建设 新村 新镇 新华 新街 新建 新生 新鲜 平房 天桥 前门 后门 果园 花园 鼓楼
  向阳 迎风 安定 永定 清水 四海 大台 石城 城子 古城 城关 城北 城南 城区 河北 河南 山东 山西 江苏 浙江 广东
  广西 湖南 湖北 四川 云南 贵州 渤海 宝山 东南 西北 东北 西南 中心 南口 北口 东口 西口 路口
  大街 大院 家园 公园 学院 车站 火车站 医院 学校 幼儿园 卫生院 工业区 开发区 试验区 管委会 居委会 家属院
  家属区 宿舍 宿舍区 小区 社区 机关 总院 分院 农场 林场 牧场 渔场 工厂 机场 商场 市场 广场 菜市场 批发市场 停车场
  化工 铁路 公路 电厂 水厂 矿区 园区 生活区 住宅区 别墅区 开发 建材 纺织 机械 电子 仪表 印刷 石油 煤矿 水泥 科技园
  科学院 设计院 研究院 研究所 文化宫 体育馆 体育场 图书馆 博物馆 展览馆 俱乐部 少年宫 青年路 红旗 红星 前进 跃进 东方红
  解放 民主 自由 友谊 文明 富强 振兴 兴旺 吉祥 如意 平安 安全 安康 健康 长寿 福寿 双喜 光辉 曙光 晨光 春光 阳光 星光
  金色 绿色 红色 水库 水岸 河西 河东 江南 山水 山下 桥南 桥北 桥头 桥西 桥东 路南 路北 村北 村南 东街 西街 南街
  北街 中街 东关 西关 南关 北关 东门 西门 南门 北门 东里 西里 南里 北里 东区 西区 南区 北区 中区 一区 二区 三区 四区 五区
  六区 七区 八区 九区 十区 一村 二村 三村 四村 五村 南村 北村 东村 西村 国际 世纪 未来 明天 时代 经典 美丽 和谐 小康
  民族 民生 人民 工人 农民 军队 部队 海军 空军 教师 职工 干部 学生 儿童 老年 青年 少年 妇女 回民
  永远 永安 永久 温泉 泉水 井水 水电 电力 热力 燃气 环卫 物业 房管 保安 消防 交通 运输 快递 邮政 电信 移动 联通
  银行 饭店 酒店 宾馆 餐厅 食堂 超市 大厦 大楼 写字楼 高楼 首都 中央 地区 城市 郊区 市区 农村 山区 平原 丰收
  兴隆 兴盛 昌盛 繁荣 发展 改革 创新 创业 科技 豆瓣 牡丹 玫瑰 荷花 梅花 桃园 枣园 杏园 葡萄园
  北房 南房 东房 西房 正房 厢房 丰盛 新街坊 老街坊 松树 柳树 杨树 槐树 中国 外交部 安居 村委会 老旧小区 保障房 经济适用房 公租房 售楼处 派出所 一条街 十字路口`
    .split(/\s+/)
    .filter(Boolean),
)

/** True for a name that is an everyday word: too weak alone to say where something happens. */
export function isCommonWord(name: string): boolean {
  return commonWords.has(name)
}
