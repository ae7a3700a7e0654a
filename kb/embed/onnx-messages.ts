/** What the main thread and the model's thread say to each other. */
export interface WorkerRequest {
  id: number
  texts: string[]
}

export type WorkerReply =
  | { type: 'ready' }
  | { type: 'unusable'; detail: string }
  | { type: 'vectors'; id: number; vectors: Float32Array[] }
  | { type: 'failed'; id: number; detail: string }
