import type { ModelItem } from '../../../protocol/model-api.ts'
import type { Http } from '../api/http.ts'

/** The calls of the models page. */
export interface ModelClient {
  list(): Promise<ModelItem[]>
  train(): Promise<{ id: string }>
  /** `pack`: the pack's own model. */
  use(version: string): Promise<{ version: string }>
}

const root = '/api/v1/console/models'

export function createModelClient(http: Http): ModelClient {
  return {
    list: async () => (await http.request<{ items: ModelItem[] }>('GET', root)).items,
    train: () => http.request('POST', root, {}),
    use: (version) => http.request('POST', `${root}/use`, { version }),
  }
}
