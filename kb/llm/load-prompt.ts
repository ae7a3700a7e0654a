import { readFileSync } from 'node:fs'
import { redact } from '../language/redact.ts'
import type { Prompt } from './language-model.ts'

interface PromptFile {
  name: string
  version: number
  system: string
}

const known = new Map<string, PromptFile>()

/** `kb/llm/prompts/<name>.md`: the first line is `version: N`, the rest is what the model is told. */
function readPrompt(name: string): PromptFile {
  const before = known.get(name)
  if (before) return before
  const text = readFileSync(new URL(`./prompts/${name}.md`, import.meta.url), 'utf8')
  const [head = '', ...lines] = text.split('\n')
  const version = Number(/^version: (\d+)$/.exec(head.trim())?.[1])
  if (!(version > 0)) throw new Error(`prompt ${name} has no version`)
  const found = { name, version, system: lines.join('\n').trim() }
  known.set(name, found)
  return found
}

function redactAll(value: unknown): unknown {
  if (typeof value === 'string') return redact(value)
  if (Array.isArray(value)) return value.map(redactAll)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, redactAll(one)]))
}

/**
 * A prompt with its data. The data goes as one JSON value in the user's message: quotes and line breaks in it are
 * escaped, so no text can end the data and begin to instruct. `redacted` parts may name a person, `published` ones not.
 */
export function fillPrompt(
  name: string,
  data: { redacted: Record<string, unknown>; published?: Record<string, unknown> },
): Prompt {
  const user = JSON.stringify({ ...(redactAll(data.redacted) as object), ...data.published })
  return { ...readPrompt(name), user }
}
