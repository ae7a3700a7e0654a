import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isMap, LineCounter, parseDocument } from 'yaml'
import type { z } from 'zod'
import { type Article, articleFront, calendarFile, type LexiconRule, lexiconFile } from './pack.ts'
import type { PackProblems } from './pack-problems.ts'
import { describeIssue } from './read-table.ts'

interface Reading<S extends z.ZodType> {
  schema: S
  problems: PackProblems
  /** Told where the parts of a right document stand. */
  onRead?: (data: z.output<S>, lineOf: LineOf) => void
}

type LineOf = (path: PropertyKey[]) => number

/** Reads a YAML file; null when it is not there or wrong, which is then among the problems with its line. */
export function readYaml<S extends z.ZodType>(
  file: string,
  reading: Reading<S>,
): z.output<S> | null {
  if (!existsSync(file)) return null
  return parseYaml(readFileSync(file, 'utf8'), { file, firstLine: 1, ...reading })
}

function parseYaml<S extends z.ZodType>(
  text: string,
  { file, firstLine, schema, problems, onRead }: Reading<S> & { file: string; firstLine: number },
): z.output<S> | null {
  const lineCounter = new LineCounter()
  const document = parseDocument(text, { lineCounter })
  const lineAt = (offset: number) => lineCounter.linePos(offset).line + firstLine - 1
  for (const error of document.errors) problems.add(file, lineAt(error.pos[0]), error.message)
  if (document.errors.length > 0) return null
  // Lexicons share patterns through aliases; the limit only guards against files from strangers.
  const parsed = schema.safeParse(document.toJS({ maxAliasCount: 10_000 }) ?? {})
  if (parsed.success) {
    onRead?.(parsed.data, (path) => lineAt(offsetOf(document, path)))
    return parsed.data
  }
  for (const issue of parsed.error.issues) {
    problems.add(file, lineAt(offsetOf(document, issue.path)), describeIssue(issue))
  }
  return null
}

/** Where the innermost part of the path that exists begins. */
function offsetOf(document: ReturnType<typeof parseDocument>, path: PropertyKey[]): number {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const node: unknown = document.getIn(path.slice(0, depth), true)
    const range = (node as { range?: [number, number, number] } | undefined)?.range
    if (range) return range[0]
  }
  return isMap(document.contents) ? (document.contents.range?.[0] ?? 0) : 0
}

/** A YAML file of entries by name, each with its place. */
export function readEntries<T extends object>(
  file: string,
  { schema, problems }: { schema: z.ZodType<Record<string, T>>; problems: PackProblems },
): Record<string, T> {
  const onRead = (entries: Record<string, T>, lineOf: LineOf) => {
    for (const [name, entry] of Object.entries(entries)) problems.place(entry, file, lineOf([name]))
  }
  return readYaml(file, { schema, problems, onRead }) ?? {}
}

/** `calendar.yaml`, each day and span of it with its place. */
export function readCalendar(file: string, problems: PackProblems): Record<string, unknown> {
  const onRead = (calendar: z.output<typeof calendarFile>, lineOf: LineOf) => {
    problems.place(calendar, file, 1)
    for (const [name, part] of Object.entries(calendar)) {
      if (!Array.isArray(part)) continue
      for (const [i, entry] of part.entries()) problems.place(entry, file, lineOf([name, i]))
    }
  }
  return readYaml(file, { schema: calendarFile, problems, onRead }) ?? {}
}

/** `lexicons/*.yaml` by their names. */
export function readLexicons(dir: string, problems: PackProblems): Record<string, LexiconRule[]> {
  const lexicons: Record<string, LexiconRule[]> = {}
  for (const file of listFiles(join(dir, 'lexicons'), /\.ya?ml$/)) {
    const lexicon = readYaml(file, {
      schema: lexiconFile,
      problems,
      onRead: ({ rules }, lineOf) => {
        for (const [i, rule] of rules.entries()) {
          const line = lineOf(['rules', i])
          problems.place(rule, file, line)
          checkPatterns({ file, line }, rule, problems)
        }
      },
    })
    if (lexicon === null) continue
    lexicons[lexicon.name] = [...(lexicons[lexicon.name] ?? []), ...lexicon.rules]
  }
  return lexicons
}

/** A pattern that does not compile would otherwise be found when a citizen writes. */
function checkPatterns(
  at: { file: string; line: number },
  rule: LexiconRule,
  problems: PackProblems,
): void {
  for (const pattern of [...rule.any, ...rule.all.flat(), ...rule.not]) {
    try {
      new RegExp(pattern, 'u')
    } catch (error) {
      problems.add(
        at.file,
        at.line,
        `规则 ${rule.id}：“${pattern}”不是正确的表达式（${(error as Error).message}）`,
      )
    }
  }
}

/** `articles/*.md`, also in folders: YAML between two lines `---`, then Markdown. */
export function readArticles(dir: string, problems: PackProblems): Article[] {
  const articles: Article[] = []
  for (const file of listFiles(join(dir, 'articles'), /\.md$/)) {
    const text = readFileSync(file, 'utf8')
      .replace(/^\uFEFF/, '')
      .replaceAll('\r\n', '\n')
    const parts = /^---\n([\s\S]*?\n)---\n([\s\S]*)$/.exec(text)
    if (parts === null) {
      problems.add(file, 1, '开头应有两行 --- 之间的说明')
      continue
    }
    const [, head = '', body = ''] = parts
    const front = parseYaml(head, { file, firstLine: 2, schema: articleFront, problems })
    if (front === null) continue
    const article = { ...front, body: body.trim() }
    problems.place(article, file, 1)
    articles.push(article)
  }
  return articles
}

function listFiles(dir: string, pattern: RegExp): string[] {
  if (!existsSync(dir)) return []
  return readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .filter((file) => pattern.test(file))
    .sort()
    .map((file) => join(dir, file))
}
