#!/usr/bin/env node
// `npm test`: installs what is missing, then runs the unit suite and the database suite on the embedded database.
import { checkNode, install, root, run } from './lib/prepare.mjs'

checkNode()
process.chdir(root)
install()
const given = process.argv.slice(2)
const projects = given.length > 0 ? given : ['--project', 'unit', '--project', 'db']
process.exit(await run(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...projects]))
