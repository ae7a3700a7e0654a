import { describe, expect, it } from 'vitest'
import { isFalseFriend } from './false-friends.ts'
import { createWordEdges } from './word-edges.ts'

const edges = createWordEdges({ known: ['西单', '常营', '团结湖', '望京'], communities: [] })
const cuts = (text: string, name: string) => {
  const start = text.indexOf(name)
  return edges(text)(start, start + name.length)
}

describe('createWordEdges', () => {
  it.each([
    ['西单元的楼道灯', '西单'],
    ['买东西单独收费', '西单'],
    ['这家店经常营业到两点', '常营'],
  ])('sees that a name straddles words: %s', (text, name) => {
    expect(cuts(text, name)).toBe(true)
  })
  it.each([
    ['西单的商场', '西单'],
    ['住在常营的人', '常营'],
    ['团结湖北头条8号楼', '团结湖'],
    ['望京上的井盖', '望京'],
  ])('lets a name stand: %s', (text, name) => {
    expect(cuts(text, name)).toBe(false)
  })
})

describe('isFalseFriend', () => {
  const at = (before: string, name: string, after: string) => isFalseFriend({ before, name, after })
  it.each([
    ['我叫', '王平', ',身份证丢了'],
    ['', '李桥', '先生'],
    ['我家有', '三间房', '漏雨'],
    ['尾号', '798', '的出租车'],
    ['小区', '花园路', '面塌了'],
    ['', '五环', '内能不能放炮'],
    ['', '望京东', '边的垃圾'],
  ])('knows the accident: %s%s%s', (before, name, after) => {
    expect(at(before, name, after)).toBe(true)
  })
  it.each([
    ['在', '三间房', '那边'],
    ['在', '798', '艺术区里'],
    ['', '青年路', '口堵车'],
    ['', '望京东', '站'],
  ])('leaves a place alone: %s%s%s', (before, name, after) => {
    expect(at(before, name, after)).toBe(false)
  })
})
