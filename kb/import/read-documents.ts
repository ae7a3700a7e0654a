import { AppError } from '../../db/kernel/errors.ts'
import { htmlToMarkdown, withTitle } from './read-markdown.ts'
import type { ImportLimits, ParsedFile, SourceArticle } from './source-article.ts'

interface Reading {
  file: string
  place: string
  limits: ImportLimits
}

const LONGEST_BODY = 40_000

function single(
  body: string,
  { file, place }: Reading,
  more: Partial<SourceArticle> = {},
): ParsedFile {
  if (body.trim() === '') throw new AppError('kb.import-empty', { file })
  const problems = body.length > LONGEST_BODY ? [`正文超过 ${LONGEST_BODY} 字，后面的没有导入`] : []
  const content = { ...more.content, body: body.slice(0, LONGEST_BODY) }
  const article = { sourceId: place, key: null, notes: [], ...more, content }
  return { file, articles: [withTitle(article, place)], problems }
}

export function readHtmlFile(bytes: Buffer, reading: Reading): ParsedFile {
  const charset = /charset=["']?([\w-]+)/i.exec(bytes.subarray(0, 2048).toString('latin1'))?.[1]
  const html = new TextDecoder(/^gb/i.test(charset ?? '') ? 'gb18030' : 'utf-8').decode(bytes)
  const title = /<title[^>]*>([^<]*)<\/title>/i.exec(html)?.[1]?.trim() ?? ''
  const inner =
    /<(article|main)\b[\s\S]*?<\/\1>/i.exec(html)?.[0] ?? /<body\b[\s\S]*<\/body>/i.exec(html)?.[0]
  const body = htmlToMarkdown(
    (inner ?? html).replace(/<(script|style|nav|header|footer)\b[\s\S]*?<\/\1>/gi, ''),
  )
  return single(body, reading, title === '' ? {} : { content: { title: title.slice(0, 120) } })
}

/** The large readers are loaded by those who need them: a folder of Markdown waits for neither. */
export async function readDocx(bytes: Buffer, reading: Reading): Promise<ParsedFile> {
  const { default: mammoth } = await import('mammoth')
  const { value } = await mammoth.convertToHtml({ buffer: bytes }, { externalFileAccess: false })
  return single(htmlToMarkdown(value), reading)
}

const heading = /^(第[一二三四五六七八九十百]+[章节]|[一二三四五六七八九十]{1,3}、)\s*\S{1,40}$/

/** Lines that end a sentence end a paragraph; chapters become headings, page numbers go. */
function paragraphs(lines: readonly string[]): string {
  const out: string[] = []
  let open = ''
  const close = () => {
    if (open !== '') out.push(open)
    open = ''
  }
  for (const line of lines.map((one) => one.trim())) {
    if (line === '' || /^[-—\s]*\d{1,4}[-—\s]*$/.test(line)) continue
    if (heading.test(line)) {
      close()
      out.push(`## ${line}`)
      continue
    }
    open += line
    if (/[。！？；：]$/.test(line)) close()
  }
  close()
  return out.join('\n\n')
}

interface TextPiece {
  str?: string
  hasEOL?: boolean
}

export async function readPdf(bytes: Buffer, reading: Reading): Promise<ParsedFile> {
  const { file, limits } = reading
  const { getDocumentProxy } = await import('unpdf')
  const pdf = await getDocumentProxy(new Uint8Array(bytes))
  const pages = pdf.numPages
  if (pages > limits.maxPages) {
    throw new AppError('kb.import-pages', { file, pages, limit: limits.maxPages })
  }
  const lines: string[] = []
  for (let number = 1; number <= pages; number += 1) {
    const page = await pdf.getPage(number)
    const { items } = await page.getTextContent()
    const text = (items as TextPiece[])
      .map(({ str = '', hasEOL }) => (hasEOL ? `${str}\n` : str))
      .join('')
    lines.push(...text.split('\n'))
    page.cleanup()
  }
  const note = '由 PDF 转换，分段和标题是推测的，请核对'
  return single(paragraphs(lines), reading, { notes: [note] })
}
