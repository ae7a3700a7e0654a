import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { detectLanguage } from './detect-language.ts'
import { bigrams, unigrams } from './ngrams.ts'
import { compactText, normaliseText } from './normalise.ts'
import { pinyinInitials, pinyinKey, pinyinSyllables } from './pinyin.ts'
import { createSegmenter, segment } from './segment.ts'
import { splitSentences } from './sentences.ts'
import { toSimplified } from './simplify.ts'

describe('normaliseText', () => {
  it('folds width, case, spaces and traditional characters', () => {
    expect(normaliseText('ＡＢＣ１２３　ＥＴＣ')).toBe('abc123 etc')
    expect(normaliseText('居住證怎麼辦？')).toBe('居住证怎么办?')
    expect(normaliseText('小區停電了，①號樓')).toBe('小区停电了,1号楼')
    expect(normaliseText('第一行\r\n第二行')).toBe('第一行 \n第二行')
  })
  it('keeps what has no form of the same length', () => {
    expect(normaliseText('90㎡，25℃…')).toBe('90㎡,25℃…')
    expect(normaliseText('𠮷野家😀')).toHaveLength('𠮷野家😀'.length)
  })
  it('keeps the length of every text', () => {
    const text = fc.string({ unit: 'binary' })
    fc.assert(
      fc.property(text, (value) => {
        expect(normaliseText(value)).toHaveLength(value.length)
      }),
    )
  })
  it('makes keys without spaces', () => {
    expect(compactText(' 望 京\u200b街道 ')).toBe('望京街道')
  })
})

describe('toSimplified', () => {
  it('leaves simplified text alone', () => {
    const text = '饿了么骑手著名显著乾隆后来皇后面包于是年余干部松树台风里面'
    expect(toSimplified(text)).toBe(text)
  })
  it('converts by phrase where a character has two readings', () => {
    expect(toSimplified('乾隆年間頭髮乾燥，後來發現')).toBe('乾隆年间头发干燥，后来发现')
  })
})

describe('splitSentences', () => {
  it('gives exact offsets', () => {
    const text = '电梯坏了。 老人下不了楼！物业不管？\n谢谢'
    const sentences = splitSentences(text)
    expect(sentences.map((s) => s.text)).toEqual([
      '电梯坏了。',
      '老人下不了楼！',
      '物业不管？',
      '谢谢',
    ])
    for (const s of sentences) expect(text.slice(s.start, s.end)).toBe(s.text)
  })
  it('does not cut numbers and addresses', () => {
    expect(splitSentences('每平方米3.5元，见www.beijing.gov.cn。')).toHaveLength(1)
    expect(splitSentences('他说：“不管！”然后走了')).toHaveLength(2)
    expect(splitSentences('   ')).toEqual([])
  })
})

describe('segment', () => {
  it('cuts words that join to the text', () => {
    const words = segment('朝阳区望京街道电梯坏了')
    expect(words).toContain('电梯')
    expect(words.join('')).toBe('朝阳区望京街道电梯坏了')
  })
  it('takes the words of the pack', () => {
    expect(createSegmenter(['南湖东园'])('南湖东园电梯')).toEqual(['南湖东园', '电梯'])
  })
})

describe('n-grams', () => {
  it('pairs Han characters and keeps numbers and words whole', () => {
    expect(bigrams('办居住证,请打12345')).toEqual(['办居', '居住', '住证', '请打', '12345'])
    expect(bigrams('etc办理')).toEqual(['etc', '办理'])
    expect(bigrams('水')).toEqual([])
    expect(unigrams('停水2天')).toEqual(['停', '水', '2', '天'])
  })
})

describe('pinyin', () => {
  it('gives initials and syllables', () => {
    expect(pinyinInitials('望京街道')).toBe('wjjd')
    expect(pinyinInitials('12号线')).toBe('12hx')
    expect(pinyinSyllables('长安街')).toEqual(['chang', 'an', 'jie'])
    expect(pinyinKey('双井')).toBe(pinyinKey('双景'))
  })
})

describe('detectLanguage', () => {
  it('tells Chinese from English', () => {
    expect(detectLanguage('居住证怎么办')).toBe('zh')
    expect(detectLanguage('家里wifi坏了')).toBe('zh')
    expect(detectLanguage('12345')).toBe('zh')
    expect(detectLanguage('How do I get a residence permit in 朝阳?')).toBe('en')
  })
})
