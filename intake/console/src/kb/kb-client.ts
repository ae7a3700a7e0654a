import type { DeskAction } from '../../../protocol/desk-actions.ts'
import type {
  ArticleContent,
  DeskArticle,
  DeskFile,
  DeskPage,
  Hints,
  Overview,
  Preview,
} from '../../../protocol/kb-desk-api.ts'
import type { GapDetail, GapItem, SuiteDetail, SuiteItem } from '../../../protocol/kb-gap-api.ts'
import type { ImportResult } from '../../../protocol/kb-import-api.ts'
import type { DeskPoint, NoticeList, Usage } from '../../../protocol/kb-use-api.ts'
import type { Http } from '../api/http.ts'

/** The article desk's calls. */
export interface KbClient {
  list(filter: Record<string, string>): Promise<DeskPage>
  article(id: string): Promise<DeskArticle>
  create(content: ArticleContent, gapId: string | null): Promise<{ id: string }>
  save(id: string, body: SaveBody): Promise<null>
  revise(id: string, gapId: string | null): Promise<{ id: string }>
  act(id: string, action: DeskAction, body: { row_version: number; reason: string }): Promise<null>
  render(body: string): Promise<{ html: string }>
  hints(key: string, content: ArticleContent): Promise<Hints>
  preview(key: string, content: ArticleContent, questions: string[]): Promise<Preview>
  overview(): Promise<Overview>
  gaps(state: string): Promise<GapItem[]>
  gap(id: string): Promise<GapDetail>
  editGap(id: string, body: GapBody): Promise<null>
  correct(body: { article: string; note: string; question: string }): Promise<{ id: string }>
  suites(): Promise<SuiteItem[]>
  suite(id: string): Promise<SuiteDetail>
  keepSuite(name: string, text: string): Promise<{ id: string }>
  runSuite(id: string): Promise<null>
  dropSuite(id: string): Promise<null>
  usage(weeks: number): Promise<Usage>
  notices(limit?: number): Promise<NoticeList>
  confirm(id: string, body: ConfirmBody): Promise<{ id: string }>
  points(filter: { q?: string; codes?: readonly string[] }): Promise<DeskPoint[]>
  upload(files: readonly File[], wish: UploadWish): Promise<ImportResult>
  makeDrafts(id: string): Promise<ImportResult>
  /** Stores a file that an article is to offer; the same id again stores nothing twice. */
  attach(file: File, clientFileId: string): Promise<DeskFile>
}

interface ConfirmBody {
  row_version: number
  review_due: string
  verify_before: string
}

export interface UploadWish {
  owner: string
  jurisdiction: string
  /** `title=问题`: which column holds what, where it is not called as usual. */
  map: readonly string[]
}

interface SaveBody {
  row_version: number
  content: ArticleContent
  rebase: boolean
}

interface GapBody {
  row_version: number
  owner: string
  topic: string
  action: 'assign' | 'dismiss' | 'reopen'
  reason: string
}

const root = '/api/v1/console/kb'

/** Where a file of any version is, for whoever reads the desk. */
export const fileAddress = (id: string) => `${root}/files/${id}`

export function createKbClient(http: Http): KbClient {
  const get = <T>(path: string) => http.request<T>('GET', `${root}/${path}`)
  const post = <T>(path: string, body: unknown = {}) =>
    http.request<T>('POST', `${root}/${path}`, body)
  return {
    list: (filter) => get(`articles?${new URLSearchParams(filter)}`),
    article: (id) => get(`articles/${id}`),
    create: (content, gapId) => post('articles', { content, gap_id: gapId }),
    save: (id, body) => post(`articles/${id}/save`, body),
    revise: (id, gapId) => post(`articles/${id}/revise`, { gap_id: gapId }),
    act: (id, action, body) => post(`articles/${id}/${action}`, body),
    render: (body) => post('render', { body }),
    hints: (key, content) => post('hints', { key, content }),
    preview: (key, content, questions) => post('preview', { key, content, questions }),
    overview: () => get('overview'),
    gaps: async (state) => (await get<{ items: GapItem[] }>(`gaps?state=${state}`)).items,
    gap: (id) => get(`gaps/${id}`),
    editGap: (id, body) => post(`gaps/${id}`, body),
    correct: (body) => post('corrections', body),
    suites: async () => (await get<{ items: SuiteItem[] }>('suites')).items,
    suite: (id) => get(`suites/${id}`),
    keepSuite: (name, text) => post('suites', { name, text }),
    runSuite: (id) => post(`suites/${id}/run`),
    usage: (weeks) => get(`usage?weeks=${weeks}`),
    notices: (limit = 500) => get(`notices?limit=${limit}`),
    confirm: (id, body) => post(`articles/${id}/confirm`, body),
    points: async ({ q = '', codes = [] }) => {
      const query = new URLSearchParams({ q, codes: codes.join(',') })
      return (await get<{ items: DeskPoint[] }>(`points?${query}`)).items
    },
    upload: (files, { owner, jurisdiction, map }) => {
      const query = new URLSearchParams({ owner, jurisdiction })
      for (const pair of map) query.append('map', pair)
      const form = new FormData()
      for (const file of files) form.append('file', file, file.name)
      return post(`imports?${query}`, form)
    },
    attach: (file, clientFileId) => {
      const form = new FormData()
      form.append('file', file, file.name)
      return post(`files?client_file_id=${clientFileId}`, form)
    },
    makeDrafts: (id) => post(`imports/${id}/drafts`),
    dropSuite: (id) => http.request('DELETE', `${root}/suites/${id}`),
  }
}
