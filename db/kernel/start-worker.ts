import { type ResourceLimits, Worker } from 'node:worker_threads'

/**
 * Starts a TypeScript file as a worker thread, however the program itself was started. On Node 20 a thread inherits no
 * module hooks, and `execArgv: ['--import', 'tsx']` does not reach its entry file either ("Unknown file extension"), so it
 * registers tsx by itself before it imports the file.
 */
export function startWorker(
  file: URL,
  workerData: unknown,
  resourceLimits?: ResourceLimits,
): Worker {
  const source = `import(${JSON.stringify(import.meta.resolve('tsx/esm/api'))})
    .then(({ register }) => {
      register()
      return import(${JSON.stringify(file.href)})
    })`
  return new Worker(source, {
    eval: true,
    workerData,
    ...(resourceLimits ? { resourceLimits } : {}),
  })
}
