import type { Landmark, Pack } from '../../db/packs/pack.ts'
import { normaliseText } from '../../kb/language/normalise.ts'
import { isCommonWord } from './common-words.ts'
import type { Confusable } from './confusable.ts'
import type { NameTarget, PlaceName } from './name-target.ts'
import type { PlaceNode, PlaceTree } from './place-tree.ts'
import { settleTargets } from './settle-targets.ts'

/** How far a form of a name can be trusted: the official one fully, a base shared by an estate's parts less. */
const weights = {
  full: 1,
  community: 0.95,
  alias: 0.9,
  district: 0.8,
  short: 0.85,
  base: 0.8,
  estate: 0.75,
  landmark: 0.85,
  spanning: 0.7,
}

const streetSuffix = /(?:街道|地区|民族乡|回族乡|满族乡|蒙古族乡|镇|乡)$/
/** Few people know whether their street is a 街道, a 地区 or still a 镇. */
const otherSuffixes = ['街道', '街道办事处', '街道办', '地区', '镇', '乡']
const communitySuffix = /(?:社区|村)$/
const part =
  /(?:[东南西北中前后上下]?第?[一二三四五六七八九十]+(?:[东南西北中])?(?:区|里|园|院|苑|号院)?|[东南西北中前后](?:区|里|园|院|苑)?)$/

/** Every name and derived form of the pack, each text once with all that it may mean. */
export function collectPlaceNames(
  pack: Pack,
  tree: PlaceTree,
  confusable: Confusable,
): PlaceName[] {
  const names = new Map<string, PlaceName>()
  const add = (form: string, target: NameTarget) => {
    for (const text of writtenForms(form)) addTarget(names, text, target)
  }
  for (const node of tree.nodes) addNode(node, add)
  for (const landmark of pack.landmarks)
    addLandmark({ landmark, tree, add }, [landmark.name, ...landmark.aliases])
  const isNew = (form: string) => !names.has(normaliseText(form))
  for (const landmark of pack.landmarks)
    addLandmark({ landmark, tree, add }, otherEstateForms(landmark).filter(isNew))
  addEstates(tree, (form, target) => {
    if (isFreeFor(names.get(normaliseText(form)), target, tree)) add(form, target)
  })
  for (const name of names.values()) settleTargets(name, { tree, confusable })
  return [...names.values()]
}

/** An estate's name gives way to a street's or landmark's, and to a community of that name in its own street. */
function isFreeFor(name: PlaceName | undefined, target: NameTarget, tree: PlaceTree): boolean {
  return !name?.targets.some(({ node, how }) => {
    const other = tree.nodes[node]
    return other?.level !== 'community' || other.subdistrict === target.node || how === '小区名'
  })
}

type Add = (form: string, target: NameTarget) => void

function addTarget(names: Map<string, PlaceName>, text: string, target: NameTarget): void {
  if (text.length < 2) return
  const name = names.get(text) ?? { text, targets: [] }
  names.set(text, name)
  const known = name.targets.find((other) => other.node === target.node)
  if (!known) name.targets.push({ ...target })
  else if (target.kind === 'area') known.weight = Math.min(known.weight, target.weight)
  else if (known.weak && !target.weak) Object.assign(known, target)
  else if (known.weak === target.weak && known.weight < target.weight) Object.assign(known, target)
}

/** The form itself and the same with Arabic digits: `龙跃苑二区` is also written `龙跃苑2区`, `十八里店` `18里店`. */
function writtenForms(form: string): string[] {
  const text = normaliseText(form).replace(/\s+/g, '')
  const arabic = text.replace(/[一二三四五六七八九十]{1,3}(?=[区里园院苑号间棵]|社区)/g, arabicOf)
  return arabic === text ? [text] : [text, arabic]
}

const digits = '零一二三四五六七八九'

/** 1 … 99; what is no such number stays. */
function arabicOf(chinese: string): string {
  const [, ten, unit] = /^(?:([二三四五六七八九])?十)?([一二三四五六七八九])?$/.exec(chinese) ?? []
  const tens = chinese.includes('十') ? Math.max(1, digits.indexOf(ten ?? '')) : 0
  const value = tens * 10 + Math.max(0, digits.indexOf(unit ?? '零'))
  return value > 0 ? String(value) : chinese
}

function addNode(node: PlaceNode, add: Add): void {
  if (node.level === 'city') return
  const { name, aliases, former_names } = node.row
  const put = (form: string, how: string, weight: number, derived = false) =>
    add(form, { node: node.index, weight, weak: isWeak(node, form, how), how, derived })
  put(name, '名称', node.level === 'community' ? weights.community : weights.full)
  for (const alias of aliases) put(alias, '别名', weights.alias)
  for (const former of former_names) put(former, '曾用名', weights.alias)
  const wholes = node.level === 'district' ? [name] : [name, ...former_names, ...aliases]
  for (const whole of wholes) {
    const base = baseName(node, whole)
    if (base === null) continue
    const weight = shortWeight(node)
    put(base, '简称', whole === name ? weight : weight - 0.1)
    for (const form of longerForms(node, base))
      put(form, '别名', longerWeight(node), whole !== name)
  }
}

/** What people say for a base name, right or wrong: another suffix for a street, `小区` for a community. */
function longerForms(node: PlaceNode, base: string): string[] {
  if (node.level === 'subdistrict') return otherSuffixes.map((suffix) => `${base}${suffix}`)
  const isEstate = node.level === 'community' && base.length >= 3 && !isCommonWord(base)
  return isEstate && !/(?:区|里|园|院|苑)$/.test(base) ? [`${base}小区`] : []
}

function shortWeight(node: PlaceNode): number {
  if (node.level === 'district') return weights.district
  return node.level === 'subdistrict' ? weights.short : weights.base
}

const longerWeight = (node: PlaceNode) =>
  node.level === 'subdistrict' ? weights.alias : weights.base

function baseName(node: PlaceNode, name: string): string | null {
  const suffix = {
    city: null,
    district: /区$|县$/,
    subdistrict: streetSuffix,
    community: communitySuffix,
  }[node.level]
  if (!suffix?.test(name)) return null
  const base = name.replace(suffix, '')
  return base.length >= 2 ? base : null
}

/**
 * Two characters of a community (`豆瓣`, `苏州`) say nothing alone; nor does an everyday word at any level. An
 * official name is weak only as a village that bears such a word whole (`新村`).
 */
function isWeak(node: PlaceNode, form: string, how: string): boolean {
  if (how === '名称' && node.level !== 'community') return false
  if (isCommonWord(form)) return true
  return how !== '名称' && node.level === 'community' && form.length < 3
}

function addLandmark(
  options: { landmark: Landmark; tree: PlaceTree; add: Add },
  names: readonly string[],
): void {
  const { landmark, tree, add } = options
  const nodes = landmark.jurisdictions.flatMap((name) => tree.byFullName.get(name) ?? [])
  for (const name of names) {
    const weak = isCommonWord(name)
    const weight = nodes.length > 1 ? weights.spanning : weights.landmark
    for (const node of nodes)
      add(name, {
        node: node.index,
        weight,
        weak,
        how: `地标（${landmark.name}）`,
        kind: landmark.kind,
      })
  }
}

/** `怡海花园` and `怡海花园小区` are one estate, whichever the pack lists. */
function otherEstateForms(landmark: Landmark): string[] {
  if (landmark.kind !== 'estate') return []
  return [landmark.name, ...landmark.aliases].flatMap((name) => {
    const base = name.replace(/小区$/, '')
    if (base !== name) return base.length >= 3 ? [base] : []
    return /[\u4e00-\u9fff]$/.test(name) && !/[区里]$/.test(name) ? [`${name}小区`] : []
  })
}

/** The estate behind numbered communities: 芳群园一区 … 四区 → `芳群园`, if its parts lie in few streets. */
function addEstates(tree: PlaceTree, add: Add): void {
  for (const [base, streets] of estatesByBase(tree)) {
    const weak = isCommonWord(base) || base.length < 3 || streets.size > 3
    if (base.length < 3 && streets.size > 1) continue
    const weight = streets.size > 1 ? weights.spanning : weights.estate
    for (const street of streets) add(base, { node: street, weight, weak, how: '小区名' })
  }
}

function estatesByBase(tree: PlaceTree): Map<string, Set<number>> {
  const estates = new Map<string, Set<number>>()
  for (const node of tree.nodes) {
    if (node.level !== 'community') continue
    for (const base of estateBases(node.name)) {
      const streets = estates.get(base) ?? new Set()
      estates.set(base, streets.add(node.subdistrict))
    }
  }
  return estates
}

function estateBases(name: string): string[] {
  const bases: string[] = []
  let base = name.replace(communitySuffix, '')
  for (let round = 0; round < 3 && part.test(base); round += 1) {
    base = base.replace(part, '')
    if (base.length >= 2) bases.push(base)
  }
  return bases
}
