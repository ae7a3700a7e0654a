// Shared by start.mjs and test.mjs: checks Node, installs what is missing, builds what is stale. No dependencies.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..')
const MINIMUM = [20, 19]

export const say = (text) => process.stdout.write(`${text}\n`)

/** One clear sentence in both languages, then exit: the reader is a person at a terminal. */
export function stop(zh, en) {
  process.stderr.write(`\n✗ ${zh}\n  ${en}\n`)
  process.exit(1)
}

export function checkNode(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number)
  if (major > MINIMUM[0] || (major === MINIMUM[0] && minor >= MINIMUM[1])) return
  stop(
    `需要 Node.js ${MINIMUM.join('.')} 或更新版本，现在是 ${version}。请到 https://nodejs.org 安装后再试。`,
    `Node.js ${MINIMUM.join('.')} or newer is needed; this is ${version}. Install it from https://nodejs.org and try again.`,
  )
}

/** Hash of files: names and contents, so that a rename counts too. */
export function hashOf(paths) {
  const hash = createHash('sha256')
  for (const file of paths.flatMap(filesBelow)) {
    hash.update(file).update(readFileSync(path.join(root, file)))
  }
  return hash.digest('hex')
}

const ignored = ['dist', 'node_modules']

/** A file itself, or every file below a folder, in name order; nothing where nothing is. */
function filesBelow(file) {
  const full = path.join(root, file)
  if (!existsSync(full)) return []
  if (!statSync(full).isDirectory()) return [file]
  const entries = readdirSync(full).filter((entry) => !ignored.includes(entry))
  return entries.sort().flatMap((entry) => filesBelow(path.join(file, entry)))
}

function marker(file, value) {
  const full = path.join(root, file)
  if (existsSync(full) && readFileSync(full, 'utf8') === value) return true
  return {
    write: () => {
      mkdirSync(path.dirname(full), { recursive: true })
      writeFileSync(full, value)
    },
  }
}

/** `npm ci` when the lock file has changed since the last install, or nothing is installed. */
export function install() {
  const state = marker('node_modules/.jiesu-installed', hashOf(['package-lock.json']))
  if (state === true) return
  say('① 安装依赖 / installing packages (npm ci)…')
  const done = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  if (done.status !== 0) {
    stop(
      '依赖没有装好。请检查能否访问 npm 仓库（npm config get registry），然后再运行一次。',
      'Packages could not be installed. Check that the npm registry can be reached, then run the command again.',
    )
  }
  state.write()
}

const shared = ['intake/protocol', 'dispatch/order', 'dispatch/review', 'package-lock.json']
const screens = [
  { name: '市民页 / citizen page', dir: 'intake/web' },
  { name: '工作台 / console', dir: 'intake/console' },
]

/** Builds each screen whose sources have changed since its last build. */
export async function buildScreens() {
  const stale = screens
    .map((screen) => ({
      ...screen,
      state: marker(`${screen.dir}/dist/.built-from`, hashOf([screen.dir, ...shared])),
    }))
    .filter((screen) => screen.state !== true)
  if (stale.length === 0) return
  say(`② 生成界面 / building ${stale.map((s) => s.name).join('、')}…`)
  for (const screen of stale) {
    const code = await run(process.execPath, [
      'node_modules/vite/bin/vite.js',
      'build',
      screen.dir,
      '--logLevel',
      'error',
    ])
    if (code !== 0)
      stop(
        `${screen.name} 没有生成成功，见上面的信息。`,
        'The screen could not be built; see above.',
      )
    screen.state.write()
  }
}

/** Whether the sentence model lies where it is looked for, told without starting the program; a setting of its own is left to it. */
export function modelInPlace() {
  if (process.env['MODEL_DIR'] || existsSync(path.join(root, '.env'))) return false
  const dataDir = process.env['DATA_DIR'] ?? path.join(root, '.data')
  return existsSync(path.join(dataDir, 'models/bge-small-zh-v1.5/onnx/model_quantized.onnx'))
}

export function run(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', ...options })
    child.on('error', () => resolve(1))
    child.on('exit', (code) => resolve(code ?? 1))
  })
}
