import type pg from 'pg'

/** The dump that a test compares with a fresh migration: a change of the schema shows in review as one. */
export const schemaFile = new URL('../schema.sql', import.meta.url)

/** A part of the catalogue as lines of SQL, in a fixed order. The same on PostgreSQL 15 and on PGlite (18). */
const parts = {
  extensions: `
    select format('create extension %I;', extname) as line from pg_extension
    where extname <> 'plpgsql' order by 1`,
  sequences: `
    select format('create sequence %I;', relname) as line from pg_class
    where relkind = 'S' and relnamespace = 'public'::regnamespace order by 1`,
  tables: `
    select format(E'create table %I (\\n%s\\n);', c.relname, string_agg(format('  %I %s%s%s', a.attname,
        format_type(a.atttypid, a.atttypmod),
        case when a.attnotnull then ' not null' else '' end,
        coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '')), E',\\n' order by a.attnum)) as line
    from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
    where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
    group by c.relname order by c.relname`,
  constraints: `
    select format('alter table %s add constraint %I %s;', conrelid::regclass, conname, pg_get_constraintdef(oid))
      as line
    from pg_constraint
    -- Since 18 each "not null" is a constraint of its own; the tables above show it.
    where connamespace = 'public'::regnamespace and contype not in ('n', 't') order by conrelid::regclass::text, conname`,
  indexes: `
    select pg_get_indexdef(i.indexrelid) || ';' as line from pg_index i
    join pg_class c on c.oid = i.indexrelid
    where c.relnamespace = 'public'::regnamespace
      and not exists (select 1 from pg_constraint where conindid = i.indexrelid and contype in ('p', 'u', 'x'))
    order by c.relname`,
  functions: `
    select regexp_replace(pg_get_functiondef(p.oid), '\\s+$', '') || ';' as line from pg_proc p
    where p.pronamespace = 'public'::regnamespace
      and not exists (select 1 from pg_depend where objid = p.oid and deptype = 'e')
    order by p.proname`,
  triggers: `
    select pg_get_triggerdef(t.oid) || ';' as line from pg_trigger t
    join pg_class c on c.oid = t.tgrelid
    where not t.tgisinternal and c.relnamespace = 'public'::regnamespace order by c.relname, t.tgname`,
}

/** The schema as text, from the catalogue. */
export async function describeSchema(pool: pg.Pool): Promise<string> {
  const sections = ['-- Made by: npx tsx db/testing/dump-schema.ts\n']
  for (const [name, query] of Object.entries(parts)) {
    const { rows } = await pool.query<{ line: string }>(query)
    sections.push(`\n-- ${name}\n`, ...rows.map(({ line }) => `${line}\n`))
  }
  return sections.join('')
}
