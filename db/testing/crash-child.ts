import { randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { z } from 'zod'
import { openDatabase } from '../client.ts'
import { enqueueJob } from '../jobs/enqueue-job.ts'
import { defineJob } from '../jobs/job.ts'
import type { JobRole } from '../jobs/job-driver.ts'
import { createJobRunner } from '../jobs/job-runner.ts'
import { countJobs } from '../jobs/job-view.ts'
import { systemClock } from '../kernel/clock.ts'
import { loadConfig } from '../kernel/config.ts'
import { migrate } from '../migrate.ts'
import { testLog } from './test-database.ts'
import { waitUntil } from './wait-until.ts'

// A process that is killed while it works: node --import tsx db/testing/crash-child.ts <role> <first number>
// It asks for jobs and says `ack <n>` after each commit; each job leaves one row, with nothing to hide a second one.
// With the role `drain` it asks for nothing and ends when nothing waits.
const [role = 'embedded', first = '0'] = process.argv.slice(2)
const config = loadConfig(process.env)
const database = await openDatabase(config, testLog)
await migrate(database, testLog)
await sql`create table if not exists effects (n integer not null)`.execute(database.db)

const leaveRow = defineJob({
  name: 'test.leave-row',
  payload: z.object({ n: z.number() }),
  prepare: () => sleep(randomInt(3)),
  apply: async (trx, { n }) => {
    await sql`insert into effects (n) values (${n})`.execute(trx)
    await sleep(randomInt(3))
  },
})
const runner = createJobRunner({
  database,
  jobs: [leaveRow],
  config,
  log: testLog,
  clock: systemClock,
  role: role === 'drain' ? 'worker' : (role as JobRole),
  timing: { leaseMs: 1_500, resendMs: 1_000, backstopMs: 1_500 },
})
await runner.start()

if (role === 'drain') {
  await waitUntil(async () => (await countJobs(database.db)).queued === 0, 60_000)
  await runner.stop()
  await database.close()
} else if (role !== 'worker') {
  for (let n = Number(first); ; n += 1) await ask(n)
}

async function ask(n: number) {
  const job = { name: leaveRow.name, payload: { n }, now: new Date() }
  const id = await database.db.transaction().execute((trx) => enqueueJob(trx, job))
  process.stdout.write(`ack ${n}\n`)
  runner.hurry(id ?? '')
  await sleep(randomInt(4))
}
