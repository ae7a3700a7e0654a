#!/usr/bin/env node
// Adds to package-lock.json the platform packages that an incomplete registry mirror leaves out. Without them `npm ci` refuses the
// lock file on every machine; an entry for another platform is never fetched. Run it after `npm install`.
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const file = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../package-lock.json')
const systems = [
  'android',
  'darwin',
  'linux',
  'win32',
  'freebsd',
  'openbsd',
  'netbsd',
  'sunos',
  'aix',
  'openharmony',
]
const processors = [
  'arm64',
  'x64',
  'ia32',
  'arm',
  'ppc64',
  's390x',
  'riscv64',
  'loong64',
  'mips64el',
  'wasm32',
]

/** `@x/y-linux-arm64-musl` → os linux, cpu arm64, libc musl; null where the name tells no platform. */
function platformOf(name) {
  const words = name.split(/[-/@.]/)
  if (name === 'fsevents') return { os: ['darwin'] }
  const cpu = processors.find((word) => words.includes(word))
  const os = systems.find((word) => words.includes(word))
  if (!cpu && !os) return null
  const libc = [
    ...(words.includes('musl') ? ['musl'] : []),
    ...(words.includes('gnu') ? ['glibc'] : []),
  ]
  return {
    ...(cpu ? { cpu: [cpu] } : {}),
    ...(os ? { os: [os] } : {}),
    ...(libc.length > 0 && os === 'linux' ? { libc } : {}),
  }
}

/** Whether npm would find `name` from the package at `from`: beside it, or in any folder above it. */
function isPresent(packages, from, name) {
  const parts = from.split('/node_modules/')
  return parts
    .map((_, depth) => [...parts.slice(0, parts.length - depth), name].join('/node_modules/'))
    .concat(`node_modules/${name}`)
    .some((key) => Boolean(packages[key]))
}

const lock = JSON.parse(readFileSync(file, 'utf8'))
const added = []
const wanted = Object.entries(lock.packages).flatMap(([from, entry]) =>
  Object.entries(from === '' ? {} : (entry.optionalDependencies ?? {}))
    .filter(([name]) => !isPresent(lock.packages, from, name))
    .map(([name, version]) => ({ name, version, dev: entry.dev === true })),
)
for (const { name, version, dev } of wanted) {
  const platform = platformOf(name)
  if (!platform || !/^\d/.test(version)) {
    process.stderr.write(`left alone: ${name}@${version}\n`)
    continue
  }
  lock.packages[`node_modules/${name}`] = {
    version,
    ...platform,
    ...(dev ? { dev: true } : {}),
    optional: true,
  }
  added.push(name)
}
const { '': root, ...rest } = lock.packages
lock.packages = {
  '': root,
  ...Object.fromEntries(Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1))),
}
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
process.stdout.write(`${added.length} platform packages added\n`)
