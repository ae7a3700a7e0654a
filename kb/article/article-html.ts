import { Marked } from 'marked'
import sanitizeHtml from 'sanitize-html'

const marked = new Marked({ gfm: true, async: false })

const allowed = {
  allowedTags: [
    ...[
      'h2',
      'h3',
      'h4',
      'h5',
      'p',
      'br',
      'hr',
      'ul',
      'ol',
      'li',
      'blockquote',
      'strong',
      'em',
      'del',
    ],
    ...['code', 'pre', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'a'],
  ],
  allowedAttributes: { a: ['href', 'rel'], ol: ['start'], th: ['align'], td: ['align'] },
  allowedSchemes: ['http', 'https', 'tel', 'mailto'],
  allowProtocolRelative: false,
  transformTags: {
    // The page has the article's title as its only h1.
    h1: 'h2',
    a: sanitizeHtml.simpleTransform('a', { rel: 'nofollow noopener noreferrer' }),
  },
} satisfies sanitizeHtml.IOptions

/**
 * An article's Markdown as HTML for a page. Whatever stands in an imported text (script, style, handler, frame, image of
 * another site, `javascript:` link) is gone; what a civil servant formats (headings, lists, tables, links) stays.
 */
export function articleHtml(markdown: string): string {
  return sanitizeHtml(String(marked.parse(markdown)), allowed)
}
