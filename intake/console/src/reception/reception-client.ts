import type { AlarmItem, ReceptionDetail, ReceptionItem } from '../../../protocol/reception-api.ts'
import type { Http } from '../api/http.ts'

/** The reception's REST calls, typed by the wire contract. */
export interface ReceptionClient {
  reception(): Promise<ReceptionItem[]>
  conversation(id: string): Promise<ReceptionDetail>
  takeConversation(id: string): Promise<unknown>
  speak(id: string, words: { client_message_id: string; text: string }): Promise<unknown>
  handBack(id: string, why: string): Promise<unknown>
  noteConversation(id: string, text: string): Promise<unknown>
  alarms(open: boolean): Promise<AlarmItem[]>
  sawAlarm(id: string): Promise<unknown>
  logTransfer(
    id: string,
    body: { client_action_id: string; number: string; note: string },
  ): Promise<unknown>
}

const root = '/api/v1/console'

export function createReceptionClient(http: Http): ReceptionClient {
  const items = async <T>(path: string) =>
    (await http.request<{ items: T[] }>('GET', `${root}${path}`)).items
  const post = (path: string, body: unknown = {}) =>
    http.request<unknown>('POST', `${root}${path}`, body)
  return {
    reception: () => items<ReceptionItem>('/reception'),
    conversation: (id) => http.request('GET', `${root}/reception/${id}`),
    takeConversation: (id) => post(`/reception/${id}/take`),
    speak: (id, words) => post(`/reception/${id}/messages`, words),
    handBack: (id, why) => post(`/reception/${id}/hand-back`, { why }),
    noteConversation: (id, text) => post(`/reception/${id}/notes`, { text }),
    alarms: (open) => items<AlarmItem>(`/alarms?open=${open}`),
    sawAlarm: (id) => post(`/alarms/${id}/seen`),
    logTransfer: (id, body) => post(`/alarms/${id}/transfers`, body),
  }
}
