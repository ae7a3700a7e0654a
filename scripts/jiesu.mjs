#!/usr/bin/env node
// The `jiesu` command: registers the TypeScript loader, then hands over to jiesu.ts.
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(
    `需要 Node.js 20.19 或更新版本，现在是 ${process.versions.node}。\nNode.js 20.19 or newer is needed.\n`,
  )
  process.exit(1)
}
if (!existsSync(fileURLToPath(new URL('../node_modules/tsx', import.meta.url)))) {
  process.stderr.write(
    '依赖还没有安装，请先运行 npm ci（或直接 npm start）。\nPackages are not installed: run npm ci (or npm start) first.\n',
  )
  process.exit(1)
}
const { register } = await import('tsx/esm/api')
register()
const { main } = await import('../jiesu.ts')
await main(process.argv.slice(2))
