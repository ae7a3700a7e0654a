import { expect, it } from 'vitest'
import { articleHtml } from './article-html.ts'

it('keeps what formats a text', () => {
  const html = articleHtml(
    '# 标题\n\n## 材料\n\n1. 身份证\n2. **照片**\n\n| 事项 | 费用 |\n|---|---|\n| 首次 | 120元 |\n\n[官网](https://example.org)',
  )
  expect(html).toContain('<h2>标题</h2>')
  expect(html).toContain('<h2>材料</h2>')
  expect(html).toContain('<li><strong>照片</strong></li>')
  expect(html).toContain('<td>120元</td>')
  expect(html).toContain(
    '<a href="https://example.org" rel="nofollow noopener noreferrer">官网</a>',
  )
})

it.each([
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<a href="javascript:alert(1)">点我</a>',
  '[点我](javascript:alert(1))',
  '[点我](JaVaScRiPt:alert(1))',
  '<iframe src="https://example.org"></iframe>',
  '<p style="position:fixed" onclick="alert(1)">x</p>',
  '<svg/onload=alert(1)>',
  '<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>',
])('removes what could act: %s', (text) => {
  expect(articleHtml(text)).not.toMatch(
    /<[^>]*(on\w+=|javascript:|style=)|<(script|iframe|svg|img|math)/i,
  )
})
