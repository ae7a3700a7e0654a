import { z } from 'zod'
import { packTables } from './init-pack.ts'
import { articleFront, calendarFile, lexiconFile, packMeta, textEntry } from './pack.ts'

/** JSON Schemas of the files of a pack, by file name: for editors and for checks outside this program. */
export function packSchemas(): Record<string, unknown> {
  const tables = Object.entries(packTables).map(([name, { schema }]) => [`${name}.csv`, schema])
  const documents = [
    ['pack.yaml', packMeta],
    ['calendar.yaml', calendarFile],
    ['texts.yaml', z.record(z.string(), textEntry)],
    ['lexicon.yaml', lexiconFile],
    ['article-front-matter.yaml', articleFront],
  ]
  return Object.fromEntries(
    [...tables, ...documents].map(([file, schema]) => [
      String(file),
      { ...z.toJSONSchema(schema as z.ZodType, { io: 'input' }), title: file },
    ]),
  )
}
