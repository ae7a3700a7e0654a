import { createHash } from 'node:crypto'
import { z } from 'zod'
import { AppError } from '../../db/kernel/errors.ts'
import type { LeadModel } from '../unit-voice/lead-model.ts'
import { leadHeader, packLead, unpackLead } from '../unit-voice/lead-model-file.ts'
import { restoreVectoriser, type Vectoriser } from './features.ts'
import type { NodeModels } from './node-models.ts'
import { type LinearModel, restoreLinear, transpose } from './train-linear.ts'

/** The learnt part of the classifier: a versioned artefact that can be kept, compared and put back. It holds no citizen's words. */
export interface ClassModel {
  /** Feature version and a hash of everything that was learnt from. */
  version: string
  featureVersion: string
  /** Hash of the taxonomy's codes: a model of other classes is never loaded. */
  labelHash: string
  /** Confirmed orders among the training texts; 0 for the pack's own model. */
  orders: number
  vectoriser: Vectoriser
  nodes: NodeModels
  /** What the orders taught about leads; null for the pack's own model and for one of too few orders. */
  lead: LeadModel | null
}

/** First bytes of the file; a change of the layout must change them. */
const MAGIC = 'JSCM2\n'
/** A file from before leads were learnt is read as it is: it knows classes and nothing of leads. */
const OLDER_MAGIC = 'JSCM1\n'
const HASH_BYTES = 32

const header = z.strictObject({
  version: z.string(),
  featureVersion: z.string(),
  labelHash: z.string(),
  orders: z.number().int(),
  idf: z.number().int(),
  nodes: z.array(
    z.strictObject({
      node: z.string(),
      labels: z.array(z.string()),
      temperature: z.number(),
      columns: z.number().int(),
    }),
  ),
  lead: leadHeader.nullish(),
})

const bytesOf = (values: Int32Array | Float32Array) =>
  Buffer.from(values.buffer, values.byteOffset, values.byteLength)

/** Hashed column of each own column, in order. */
function columnsOf(model: LinearModel): Int32Array {
  const columns = new Int32Array(model.fitted.columns.size)
  for (const [hashed, own] of model.fitted.columns) columns[own] = hashed
  return columns
}

function positionsOf(hashed: Int32Array): Map<number, number> {
  const positions = new Map<number, number>()
  for (let own = 0; own < hashed.length; own += 1) positions.set(hashed[own] as number, own)
  return positions
}

/** A model as bytes: magic, SHA-256 of the rest, length and text of the header, then idf, each node's columns and weights, and those of the leads. */
export function encodeClassModel(model: ClassModel): Buffer {
  const nodes = [...model.nodes]
  const lead = model.lead && packLead(model.lead)
  const head = Buffer.from(
    JSON.stringify({
      version: model.version,
      featureVersion: model.featureVersion,
      labelHash: model.labelHash,
      orders: model.orders,
      idf: model.vectoriser.idf.length,
      nodes: nodes.map(([node, { labels, temperature, fitted }]) => ({
        node,
        labels,
        temperature,
        columns: fitted.columns.size,
      })),
      lead: lead?.header ?? null,
    }),
  )
  const length = Buffer.alloc(4)
  length.writeUInt32LE(head.length)
  const body = Buffer.concat([
    length,
    head,
    bytesOf(model.vectoriser.idf),
    ...nodes.flatMap(([, linear]) => [
      bytesOf(columnsOf(linear)),
      // In the file label by label.
      bytesOf(transpose(linear.fitted.weights, linear.fitted.columns.size + 1)),
    ]),
    ...(lead?.numbers ?? []).map(bytesOf),
  ])
  return Buffer.concat([Buffer.from(MAGIC), createHash('sha256').update(body).digest(), body])
}

/** Reads a model back; throws `model.damaged` where a byte is missing or another. */
export function decodeClassModel(bytes: Uint8Array): ClassModel {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const from = MAGIC.length + HASH_BYTES
  const body = file.subarray(from)
  const hash = createHash('sha256').update(body).digest()
  const isWhole =
    [MAGIC, OLDER_MAGIC].includes(file.subarray(0, MAGIC.length).toString()) &&
    file.subarray(MAGIC.length, from).equals(hash)
  if (!isWhole) throw new AppError('model.damaged')
  const headLength = body.readUInt32LE(0)
  const head = header.parse(JSON.parse(body.subarray(4, 4 + headLength).toString()))
  let at = 4 + headLength
  // Copied, because the bytes need not lie where four-byte numbers may.
  const take = (count: number) => {
    const part = new Uint8Array(body.subarray(at, at + count * 4))
    at += count * 4
    return part.buffer
  }
  const { idf, nodes, lead, ...known } = head
  const vectoriser = restoreVectoriser(new Float32Array(take(idf)))
  const models = nodes.map(({ node, labels, temperature, columns }) => {
    const hashed = new Int32Array(take(columns))
    const byLabel = new Float32Array(take(labels.length * (columns + 1)))
    const weights = transpose(byLabel, labels.length)
    const fitted = { columns: positionsOf(hashed), weights }
    return [node, restoreLinear({ labels, temperature, fitted, vectoriser })] as const
  })
  return {
    ...known,
    vectoriser,
    nodes: new Map(models),
    lead: lead ? unpackLead(lead, take) : null,
  }
}
