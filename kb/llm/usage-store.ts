import type { Db } from '../../db/client.ts'
import { newId } from '../../db/kernel/ids.ts'
import type { CompletionFailure, CompletionUsage, Prompt } from './language-model.ts'

/** One call of a language model, as it is counted. */
export interface ModelUse {
  purpose: string
  prompt: Pick<Prompt, 'name' | 'version'>
  model: string
  outcome: 'ok' | CompletionFailure
  usage: CompletionUsage
  at: Date
}

/** Records one call; the words of the prompt and of the answer are not kept. */
export async function saveModelUse(db: Db, use: ModelUse): Promise<void> {
  const { inputTokens, outputTokens, cost, ms } = use.usage
  await db
    .insertInto('model_usage')
    .values({
      id: newId(),
      purpose: use.purpose,
      prompt: use.prompt.name,
      prompt_version: use.prompt.version,
      model: use.model,
      outcome: use.outcome,
      input_tokens: inputTokens,
      output_tokens: outputTokens,
      cost,
      ms: Math.round(ms),
      at: use.at,
    })
    .execute()
}
