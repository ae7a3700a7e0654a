import { defineConfig } from 'vitest/config'

/** A condition that is waited for has time on a slow machine too. */
const expect = { poll: { timeout: 25_000 } }

const exclude = ['**/node_modules/**', '**/dist/**', '.data/**']

/** Suites: pure code; code with a real database; the whole app, embedded and in the production shape. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          expect,
          sequence: { groupOrder: 0 },
          include: ['**/*.test.ts', '**/*.test.tsx'],
          exclude: [...exclude, '**/*.db.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'db',
          expect,
          sequence: { groupOrder: 1 },
          include: ['**/*.db.test.ts'],
          exclude,
          testTimeout: 90_000,
          hookTimeout: 180_000,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'e2e',
          expect,
          sequence: { groupOrder: 2 },
          include: ['**/*.e2e.ts'],
          exclude: [...exclude, '**/*.prod.e2e.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'e2e-production',
          expect,
          sequence: { groupOrder: 3 },
          include: ['**/*.prod.e2e.ts'],
          exclude,
          testTimeout: 180_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
