import { AppError } from '../../db/kernel/errors.ts'
import {
  createLanguageModel,
  type LanguageModelConfig,
} from '../../kb/llm/create-language-model.ts'
import type { LanguageModel } from '../../kb/llm/language-model.ts'
import { withModel } from './ablation.ts'

/** The language model beside everything else, and what its calls have used so far. */
export interface MeasuredModel {
  languageModel: LanguageModel
  used: { tokens: number; cost: number; calls: number; failed: number }
}

/**
 * The configured language model, null unless the ablation wishes for it. What it reaches depends on the endpoint alone: a run says
 * which one it was, and no figure of it is the project's. Errors: `evals.model-missing`.
 */
export async function createMeasuredModel(
  ablation: string,
  config: LanguageModelConfig,
): Promise<MeasuredModel | null> {
  if (ablation !== withModel) return null
  const used = { tokens: 0, cost: 0, calls: 0, failed: 0 }
  const languageModel = await createLanguageModel(config, {
    record: async ({ usage, outcome }) => {
      used.calls += 1
      used.failed += outcome === 'ok' ? 0 : 1
      used.tokens += usage.inputTokens + usage.outputTokens
      used.cost += usage.cost ?? 0
    },
  })
  if (!languageModel) throw new AppError('evals.model-missing', { ablation })
  return { languageModel, used }
}

/** The name of the model as part of what makes a run what it is: another model is another run. */
export function modelKey(ablation: string, { llmModel }: LanguageModelConfig): string {
  return ablation === withModel ? ` ${llmModel ?? ''}` : ''
}

/** What a reader of such a run must know before its figures. */
export function modelNotes(measured: MeasuredModel | null): string[] {
  if (measured === null) return []
  const { languageModel, used } = measured
  const failed = used.failed > 0 ? `，其中 ${used.failed} 次没有可用的回答（用的是离线结果）` : ''
  return [
    `“加大模型”一档用的是所配置的 ${languageModel.model}，调用 ${used.calls} 次${failed}。数字只说明这个模型和这份数据，本项目不发布、不担保这一档的数字；对话评测不用大模型。`,
  ]
}
