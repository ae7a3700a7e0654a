import type { z } from 'zod'
import type {
  Acceptance,
  CatalogueDraft,
  draftResult,
  OverriddenCases,
  QualityRow,
} from '../../../protocol/quality-api.ts'
import type { RelatedActionBody, RelatedRequests } from '../../../protocol/related-api.ts'
import type {
  consultationBody,
  opinionBody,
  previewResult,
  questionBody,
  splitBody,
  splitResult,
  undoResult,
  Why,
} from '../../../protocol/review-api.ts'
import type { Http } from './http.ts'

export type QualityKey = 'class' | 'unit' | 'line'

/** What the review screen and 派单质量 call beside queue, request and dispatch. */
export interface ReviewClient {
  undo(requestId: string): Promise<z.infer<typeof undoResult>>
  ask(requestId: string, body: z.infer<typeof questionBody>): Promise<null>
  recordAnswer(at: { requestId: string; questionId: string }, text: string): Promise<null>
  consult(requestId: string, body: z.infer<typeof consultationBody>): Promise<null>
  recordOpinion(
    at: { requestId: string; consultationId: string },
    body: z.infer<typeof opinionBody>,
  ): Promise<null>
  endConsultation(at: { requestId: string; consultationId: string }, outcome: string): Promise<null>
  split(requestId: string, body: z.infer<typeof splitBody>): Promise<z.infer<typeof splitResult>>
  previewParts(requestId: string, parts: string[]): Promise<z.infer<typeof previewResult>['items']>
  rejoin(requestId: string, actionId: string): Promise<null>
  why(requestId: string): Promise<Why>
  related(requestId: string): Promise<RelatedRequests>
  relate(at: { requestId: string; otherId: string }, body: RelatedActionBody): Promise<unknown>
  acceptance(days: number): Promise<Acceptance>
  qualityBy(key: QualityKey, days: number): Promise<QualityRow[]>
  overridden(
    at: { key: QualityKey; value: string },
    days: number,
  ): Promise<OverriddenCases['items']>
  catalogueDrafts(): Promise<CatalogueDraft[]>
  draftLine(line: string, days: number): Promise<z.infer<typeof draftResult>>
  settleDraft(draftId: string, state: 'taken' | 'dismissed'): Promise<null>
}

const root = '/api/v1/console'

export function createReviewClient(http: Http): ReviewClient {
  const get = <T>(path: string) => http.request<T>('GET', path)
  const post = <T>(path: string, body: unknown = {}) => http.request<T>('POST', path, body)
  const at = (requestId: string) => `${root}/requests/${requestId}`
  const items = async <T>(path: string) => (await get<{ items: T[] }>(path)).items
  return {
    undo: (id) => post(`${at(id)}/undo`),
    ask: (id, body) => post(`${at(id)}/questions`, body),
    recordAnswer: ({ requestId, questionId }, text) =>
      post(`${at(requestId)}/questions/${questionId}/answer`, { text }),
    consult: (id, body) => post(`${at(id)}/consultations`, body),
    recordOpinion: ({ requestId, consultationId }, body) =>
      post(`${at(requestId)}/consultations/${consultationId}/opinions`, body),
    endConsultation: ({ requestId, consultationId }, outcome) =>
      post(`${at(requestId)}/consultations/${consultationId}/close`, { outcome }),
    split: (id, body) => post(`${at(id)}/split`, body),
    previewParts: async (id, parts) => {
      const path = `${at(id)}/split/preview`
      return (await post<z.infer<typeof previewResult>>(path, { parts })).items
    },
    rejoin: (id, actionId) => post(`${at(id)}/rejoin`, { client_action_id: actionId }),
    why: (id) => get(`${at(id)}/why`),
    related: (id) => get(`/api/v1/review/requests/${id}/related`),
    relate: ({ requestId, otherId }, body) =>
      post(`/api/v1/review/requests/${requestId}/related/${otherId}`, body),
    acceptance: (days) => get(`${root}/quality?days=${days}`),
    qualityBy: (key, days) => items(`${root}/quality/by/${key}?days=${days}`),
    overridden: ({ key, value }, days) =>
      items(`${root}/quality/by/${key}/cases?days=${days}&value=${encodeURIComponent(value)}`),
    catalogueDrafts: () => items(`${root}/quality/drafts`),
    draftLine: (line, days) => post(`${root}/quality/drafts`, { line, days }),
    settleDraft: (id, state) => post(`${root}/quality/drafts/${id}`, { state }),
  }
}
