#!/usr/bin/env node
// `npm start`: from a fresh clone to a running hotline with nothing but Node. No dependencies here: it installs them.
import { buildScreens, checkNode, install, modelInPlace, root, run, say } from './lib/prepare.mjs'

checkNode()
say('接诉 jiesu · 启动 / starting')
process.chdir(root)
install()
// The model is fetched beside the build; without a network the hotline runs on the hash embedder and says so.
const fetchModel = ['scripts/jiesu.mjs', 'model', 'fetch', '--if-missing', '--quiet']
// Asking costs a process; where the model lies in its usual place nothing needs to be asked.
const model = modelInPlace() || run(process.execPath, fetchModel)
await buildScreens()
await model
process.argv.splice(2, 0, 'start', '--migrate', '--seed')
await import('./jiesu.mjs')
