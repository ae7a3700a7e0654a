import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describeSchema, schemaFile } from './describe-schema.ts'
import { createTestDatabase } from './test-database.ts'

// Run after a change of the migrations: npx tsx db/testing/dump-schema.ts
const database = await createTestDatabase()
writeFileSync(fileURLToPath(schemaFile), await describeSchema(database.pool))
await database.destroy()
