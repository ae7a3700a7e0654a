import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { waitUntil } from '../../db/testing/wait-until.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** A port that nobody listens on now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

export interface RunningProcess {
  child: ChildProcess
  /** Everything that it printed so far. */
  output(): string
  exited: Promise<number | null>
  /** Ends it as Ctrl-C would; `SIGKILL` as a power cut of the process would. */
  stop(signal?: NodeJS.Signals): Promise<number | null>
}

/** Runs any command of the project in its root, with only the given environment. */
export function runCommand(
  command: string,
  args: string[],
  env: Record<string, string>,
  stdin?: string,
): RunningProcess {
  const child = spawn(command === 'node' ? process.execPath : command, args, {
    cwd: root,
    env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', ...env },
    stdio: [stdin === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
  })
  child.stdin?.end(stdin)
  let text = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8')
    })
  }
  const exited = new Promise<number | null>((resolve) =>
    child.once('exit', (code) => resolve(code)),
  )
  return {
    child,
    output: () => text,
    exited,
    stop: (signal = 'SIGINT') => {
      child.kill(signal)
      return exited
    },
  }
}

/** Runs the real command line as a process of its own. */
export function runJiesu(
  args: string[],
  env: Record<string, string> = {},
  stdin?: string,
): RunningProcess {
  return runCommand('node', ['scripts/jiesu.mjs', ...args], env, stdin)
}

export interface RunningServer extends RunningProcess {
  port: number
  url: string
  chatUrl: string
  dataDir: string
}

/** Starts a server and waits until `/readyz` says yes; throws with its output when it does not come up. */
export async function startServerProcess(
  env: Record<string, string> = {},
  args: string[] = ['--migrate', '--seed'],
): Promise<RunningServer> {
  const port = Number(env['PORT'] ?? (await freePort()))
  const dataDir = env['DATA_DIR'] ?? (await mkdtemp(join(tmpdir(), 'jiesu-test-')))
  const running = runJiesu(['start', ...args], {
    EMBEDDER: 'hash',
    // Orders leave at once, unless a test wants to call them back.
    DISPATCH_UNDO_SECONDS: '0',
    LOG_LEVEL: 'warn',
    ...env,
    PORT: String(port),
    DATA_DIR: dataDir,
  })
  const url = `http://127.0.0.1:${port}`
  await waitReady(url, running)
  return { ...running, port, url, chatUrl: `ws://127.0.0.1:${port}/ws/chat`, dataDir }
}

async function waitReady(url: string, running: RunningProcess): Promise<void> {
  const deadline = Date.now() + 300_000
  let code: number | null | undefined
  void running.exited.then((exit) => {
    code = exit
  })
  while (Date.now() < deadline) {
    if (code !== undefined) throw new Error(`exited with ${code}:\n${running.output()}`)
    const ok = await fetch(`${url}/readyz`).then(
      (response) => response.ok,
      () => false,
    )
    if (ok) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  await running.stop('SIGKILL')
  throw new Error(`not ready in time:\n${running.output()}`)
}

/** Starts a worker and waits until it takes jobs; throws with its output when it does not come up. */
export async function startWorkerProcess(env: Record<string, string>): Promise<RunningProcess> {
  const running = runJiesu(['worker'], { ...env, LOG_LEVEL: 'info' })
  await waitUntil(() => {
    if (running.child.exitCode !== null) throw new Error(`exited:\n${running.output()}`)
    return running.output().includes('worker is running')
  }, 300_000)
  return running
}
