import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createAutomaton } from './aho-corasick.ts'

function naive(patterns: readonly string[], text: string): string[] {
  const found: string[] = []
  for (const [pattern, word] of patterns.entries()) {
    if (word === '') continue
    for (let start = 0; start + word.length <= text.length; start += 1) {
      if (text.startsWith(word, start)) found.push(`${start}-${start + word.length}-${pattern}`)
    }
  }
  return found.sort()
}

describe('createAutomaton', () => {
  it('finds overlapping and nested names', () => {
    const words = ['望京', '望京街道', '京街', '街道']
    const found = createAutomaton(words).find('在望京街道')
    expect(found.map((hit) => words[hit.pattern])).toEqual(['望京', '京街', '望京街道', '街道'])
  })
  it('finds what a naive search finds', () => {
    const word = fc.string({ unit: fc.constantFrom('东', '西', '里', '园'), maxLength: 4 })
    fc.assert(
      fc.property(fc.uniqueArray(word), fc.array(word), (patterns, pieces) => {
        const text = pieces.join('')
        const found = createAutomaton(patterns).find(text)
        expect(found.map((hit) => `${hit.start}-${hit.end}-${hit.pattern}`).sort()).toEqual(
          naive(patterns, text),
        )
      }),
    )
  })
})
