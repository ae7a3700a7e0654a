import { fileURLToPath } from 'node:url'

/** The project's own hand-written suites. */
export const datasetDir = fileURLToPath(new URL('../datasets', import.meta.url))
