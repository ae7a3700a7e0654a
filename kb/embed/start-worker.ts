import { Worker } from 'node:worker_threads'

/**
 * Starts a TypeScript file as a worker thread. On Node 20 a worker inherits no module hooks, and
 * `execArgv: ['--import', 'tsx']` does not reach its entry file either ("Unknown file extension"), so the
 * worker registers tsx itself before it imports the file. Works however the program was started.
 */
export function startTypeScriptWorker(file: URL, workerData: unknown): Worker {
  const loader = import.meta.resolve('tsx/esm/api')
  const source = `import(${JSON.stringify(loader)}).then(({ register }) => {
    register()
    return import(${JSON.stringify(file.href)})
  })`
  return new Worker(source, { eval: true, workerData })
}
