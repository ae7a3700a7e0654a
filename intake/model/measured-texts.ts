import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../../db/kernel/errors.ts'
import { redact } from '../../kb/language/redact.ts'

/**
 * Redacted texts of the cases in a file or folder of JSONL. Whoever learns leaves them out: a model that has read the answers passes
 * every gate. Throws `config.invalid` where nothing is there.
 */
export async function measuredTexts(path: string): Promise<ReadonlySet<string>> {
  const found = await stat(path).catch(() => null)
  if (!found)
    throw new AppError('config.invalid', { detail: `EVAL_DATA=${path}，没有这个文件或文件夹` })
  const isFolder = found.isDirectory()
  const names = isFolder ? (await readdir(path)).filter((name) => name.endsWith('.jsonl')) : null
  const files = names ? names.map((name) => join(path, name)) : [path]
  const texts = new Set<string>()
  for (const file of files) {
    for (const line of (await readFile(file, 'utf8')).split('\n')) {
      const text = textOf(line)
      if (text !== null) texts.add(redact(text))
    }
  }
  return texts
}

/** A line that is no case is the evaluation's to name. */
function textOf(line: string): string | null {
  try {
    const found: unknown = JSON.parse(line)
    const text = found && typeof found === 'object' && 'text' in found ? found.text : null
    return typeof text === 'string' ? text : null
  } catch {
    return null
  }
}
