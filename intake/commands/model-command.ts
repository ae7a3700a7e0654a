import { type Config, loadConfig } from '../../db/kernel/config.ts'
import { AppError } from '../../db/kernel/errors.ts'
import { addModel } from '../../kb/embed/add-model.ts'
import { fetchModel } from '../../kb/embed/fetch-model.ts'
import { modelPresent } from '../../kb/embed/model-files.ts'
import { environment } from './environment.ts'
import { listVersions, putVersionBack, trainVersion } from './model-version-commands.ts'

const say = (text: string) => process.stderr.write(`${text}\n`)

/** Whether this configuration would use the sentence model if it were there. */
const wantsModel = (config: Config) => config.embedder === 'auto' || config.embedder === 'onnx'

/** Fetches the model where it is wanted and missing; without a network it says so and goes on. */
export async function fetchIfWanted(config: Config): Promise<void> {
  if (!wantsModel(config) || (await modelPresent(config.modelDir))) return
  try {
    await fetchModel({ modelDir: config.modelDir, progress: say, timeoutMs: 90_000 })
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    say(`语义模型没有取到（${why}）先用内置的简易向量，功能照常，检索和建议会差一些。`)
    say(
      'The sentence model could not be fetched; the hotline works without it. Later: npx jiesu model fetch',
    )
  }
}

/** `jiesu model fetch [--if-missing]` · `jiesu model add <folder|tgz>` · `jiesu model list | train | use <version|pack>` */
export async function runModel(args: string[]): Promise<number> {
  const [what, ...rest] = args
  const config = loadConfig(environment())
  if (what === 'fetch' && rest.includes('--if-missing')) {
    await fetchIfWanted(config)
    return 0
  }
  if (what === 'fetch') {
    await fetchModel({ modelDir: config.modelDir, progress: say })
    return 0
  }
  if (what === 'list') return listVersions()
  if (what === 'train') return trainVersion()
  const path = rest[0]
  if (what === 'use' && path !== undefined) return putVersionBack(path)
  if (what === 'add' && path !== undefined) {
    say(`模型已导入 · model added: ${await addModel(config.modelDir, path)}`)
    return 0
  }
  throw new AppError('command.usage', {
    usage:
      'jiesu model fetch [--if-missing] | add <folder|tgz> | list | train | use <version|pack>',
  })
}
