import type { EvalComparison, EvalRunDetail, EvalRunItem } from '../../../protocol/eval-api.ts'
import type { Http } from '../api/http.ts'

/** The evaluator's calls. */
export interface EvalClient {
  runs(): Promise<EvalRunItem[]>
  run(id: string): Promise<EvalRunDetail>
  compare(now: string, before: string): Promise<EvalComparison>
  start(suites: readonly string[]): Promise<{ id: string }>
  cancel(id: string): Promise<unknown>
  /** Stores what commands left behind while the server held the database. */
  takeIn(): Promise<{ taken: number }>
}

const root = '/api/v1/console/evaluations'

/** Where the report of a run is, for the frame and for a window of its own. */
export const reportUrl = (id: string, kind: 'html' | 'json') => `${root}/${id}/report.${kind}`

export function createEvalClient(http: Http): EvalClient {
  return {
    runs: async () => (await http.request<{ items: EvalRunItem[] }>('GET', root)).items,
    run: (id) => http.request('GET', `${root}/${id}`),
    compare: (now, before) => http.request('GET', `${root}/${now}/compare?with=${before}`),
    start: (suites) => http.request('POST', root, { suites }),
    cancel: (id) => http.request('POST', `${root}/${id}/cancel`, {}),
    takeIn: () => http.request('POST', `${root}/take-in`, {}),
  }
}
