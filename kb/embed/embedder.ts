/** Where vectors come from. A space is one model at one revision; vectors of two spaces are never compared. */
export interface EmbeddingSpace {
  /** For example `onnx:bge-small-zh-v1.5@15b717c3:512`. */
  id: string
  kind: 'onnx' | 'hash' | 'openai'
  model: string
  dimensions: number
}

/**
 * The port of the four kinds onnx, hash, openai and off (`null` stands for off).
 * Vectors are L2-normalised Float32Array of `space.dimensions`; a failing endpoint throws AppError `embedding.unavailable`.
 */
export interface Embedder {
  space: EmbeddingSpace
  embed(texts: readonly string[], role: 'query' | 'passage'): Promise<Float32Array[]>
  close(): Promise<void>
}
