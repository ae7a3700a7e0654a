import { sql } from 'kysely'
import type { Db } from '../../db/client.ts'

/** The uses of one purpose, prompt, model and outcome together. */
export interface UsageRow {
  purpose: string
  /** `assist-proposal@1`. */
  prompt: string
  model: string
  outcome: string
  calls: number
  inputTokens: number
  outputTokens: number
  /** Null where no price was configured. */
  cost: number | null
  /** Half of the calls took longer. */
  medianMs: number
}

/** What the language model was asked since a moment, most calls first. */
export async function sumModelUses(db: Db, since: Date): Promise<UsageRow[]> {
  const { rows } = await sql<UsageRow>`
    select purpose, prompt || '@' || prompt_version as prompt, model, outcome, count(*)::int as calls,
      sum(input_tokens)::float8 as "inputTokens", sum(output_tokens)::float8 as "outputTokens",
      sum(cost)::float8 as cost,
      percentile_cont(0.5) within group (order by ms)::float8 as "medianMs"
    from model_usage where at >= ${since}
    group by purpose, prompt, prompt_version, model, outcome
    order by calls desc, purpose, outcome`.execute(db)
  return rows
}
