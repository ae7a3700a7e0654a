import pg from 'pg'

const { builtins } = pg.types
/** bigint: our sequences stay far below 2^53. date: a day has no time zone, so it stays `YYYY-MM-DD`. */
const ours = new Map<number, (text: string) => unknown>([
  [builtins.INT8, Number],
  [builtins.DATE, (text) => text],
])

/** Type parsers for one pool; `pg.types.setTypeParser` would change every pool of the process. */
export const typeParsers: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    (format !== 'binary' && ours.get(oid)) ||
    pg.types.getTypeParser(oid, format as 'text')) as typeof pg.types.getTypeParser,
}
