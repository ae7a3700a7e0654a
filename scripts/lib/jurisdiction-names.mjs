// Official code lists name the office (`望京街道办事处`, `南湖西园社区居委会`); people and orders name the place.

const streetKinds = [
  [/街道(办事处)?$/, 'subdistrict', '街道'],
  [/地区(办事处)?$/, 'area', '地区'],
  [/镇$/, 'town', '镇'],
  [/乡$/, 'township', '乡'],
]

/** `某某街道办事处` → `某某街道`; null for a functional zone, which is neither street nor township. */
export function cleanStreet(name) {
  for (const [pattern, kind, suffix] of streetKinds) {
    if (pattern.test(name)) return { kind, name: name.replace(pattern, suffix) }
  }
  return null
}

/** The usual name of a committee's area, or null where no rule fits and a correction must name it. */
export function cleanCommunity(raw) {
  const name = raw.replaceAll(/\s/g, '').replaceAll('(', '（').replaceAll(')', '）')
  const village = /^(.+?)(?:村股份经济合作社生活区|股份经济合作社生活区|村民委员会|村委会)$/.exec(
    name,
  )
  if (village) return { kind: 'village', name: `${village[1].replace(/村$/, '')}村` }
  const community = /^(.+?)(?:社区)?(?:居民委员会|居委会)$/.exec(name) ?? /^(.+)社区$/.exec(name)
  if (community) return { kind: 'community', name: `${community[1]}社区` }
  return name.endsWith('村') ? { kind: 'village', name } : null
}

/** The statistics give a functional zone a placeholder community; nobody lives or answers there. */
export const isVirtual = (name) => name.endsWith('虚拟社区')
