import { z } from 'zod'

/** One schema of the environment. Each message is the fix, so that an error sentence can end with it. */
const url = (protocols: RegExp, fix: string) =>
  z
    .string()
    .trim()
    .refine((value) => URL.canParse(value) && protocols.test(new URL(value).protocol), fix)

const whole = (min: number, max: number, fix: string) =>
  z
    .string()
    .trim()
    .regex(/^\d+$/, fix)
    .transform(Number)
    .refine((n) => n >= min && n <= max, fix)

const flag = z
  .enum(['true', 'false', '1', '0'], { error: '请填 true 或 false' })
  .transform((value) => value === 'true' || value === '1')

const webAddress = url(/^https?:$/, '请填 http:// 或 https:// 开头的完整地址')

/** `true`/`false`, a number of hops, or a comma-separated list of the proxies' addresses, as Fastify takes it. */
const address = /^(loopback|linklocal|uniquelocal|[\d.]+(\/\d+)?|[\da-f:]+(\/\d+)?)$/i
const trustProxy = z
  .string()
  .trim()
  .refine(
    (value) =>
      value === 'true' ||
      value === 'false' ||
      /^\d+$/.test(value) ||
      value.split(',').every((one) => address.test(one.trim())),
    '请填 true、false、代理层数，或者用逗号隔开的代理地址，例如 10.0.0.0/8',
  )
  .transform((value): boolean | number | string => {
    if (value === 'true' || value === 'false') return value === 'true'
    return /^\d+$/.test(value) ? Number(value) : value
  })

/** Other sites that may show our pages in a frame and open our chat: whole origins, so that no path is taken for a limit. */
const origins = z
  .string()
  .trim()
  .transform((value) => value.split(',').map((one) => one.trim()))
  .refine(
    (list) => list.every((one) => /^https?:\/\/[a-z0-9.-]+(:\d{1,5})?$/i.test(one)),
    '请填用逗号隔开的网站地址，不带路径，例如 https://www.example.gov.cn',
  )

/** Whatever else an endpoint wants in the body of a call. */
const jsonObject = z
  .string()
  .trim()
  .transform((value, context) => {
    try {
      return z.record(z.string(), z.json()).parse(JSON.parse(value))
    } catch {
      context.addIssue({
        code: 'custom',
        message: '请填 JSON 对象，例如 {"enable_thinking":false}',
      })
      return z.NEVER
    }
  })

export const environmentSchema = z
  .object({
    PORT: whole(0, 65535, '请填 0 到 65535 之间的端口号').default(3000),
    HOST: z.string().trim().optional(),
    DATA_DIR: z.string().trim().default('.data'),
    DATABASE_URL: url(
      /^postgres(ql)?:$/,
      '请填 postgres://用户:密码@主机:5432/库名 形式的地址',
    ).optional(),
    DATABASE_POOL: whole(1, 200, '请填 1 到 200 之间的连接数').default(10),
    REDIS_URL: url(/^rediss?:$/, '请填 redis://主机:6379 形式的地址').optional(),
    REDIS_PREFIX: z
      .string()
      .trim()
      .regex(/^[\w:.-]{1,60}$/, '请只用字母、数字和 _ : . -')
      .default('jiesu'),
    PACK_DIR: z.string().trim().optional(),
    EMBEDDER: z
      .enum(['auto', 'onnx', 'hash', 'openai', 'off'], {
        error: '请填 auto、onnx、hash、openai 或 off',
      })
      .default('auto'),
    MODEL_DIR: z.string().trim().optional(),
    CLASS_MODEL: z.string().trim().optional(),
    EVAL_DATA: z.string().trim().optional(),
    EVAL_GATES: z.string().trim().optional(),
    EMBEDDING_BASE_URL: webAddress.optional(),
    EMBEDDING_MODEL: z.string().trim().optional(),
    EMBEDDING_API_KEY: z.string().trim().optional(),
    EMBEDDING_BATCH: whole(1, 2048, '请填 1 到 2048 之间的条数').default(10),
    EMBEDDING_QUERY_PREFIX: z.string().default(''),
    RERANK_BASE_URL: webAddress.optional(),
    RERANK_MODEL: z.string().trim().optional(),
    RERANK_API_KEY: z.string().trim().optional(),
    RERANK_TIMEOUT_MS: whole(50, 10_000, '请填 50 到 10000 之间的毫秒数').default(800),
    OPENAI_BASE_URL: webAddress.optional(),
    OPENAI_MODEL: z.string().trim().optional(),
    OPENAI_API_KEY: z.string().trim().optional(),
    LLM_TIMEOUT_MS: whole(100, 60_000, '请填 100 到 60000 之间的毫秒数').default(3000),
    LLM_STREAM: z.enum(['on', 'off'], { error: '请填 on 或 off' }).default('off'),
    LLM_EXTRA: jsonObject.optional(),
    LLM_PRICE_INPUT: z.coerce.number({ error: '请填每百万词元的价格' }).min(0).optional(),
    LLM_PRICE_OUTPUT: z.coerce.number({ error: '请填每百万词元的价格' }).min(0).optional(),
    IDENTITY_KEY: z
      .string()
      .trim()
      .refine((value) => Buffer.from(value, 'base64').length === 32, {
        error: '请填 32 字节的 base64，例如 openssl rand -base64 32 的输出',
      })
      .optional(),
    LOG_LEVEL: z
      .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
        error: '请填 fatal、error、warn、info、debug、trace 或 silent',
      })
      .default('info'),
    TRUST_PROXY: trustProxy.default(false),
    PUBLIC_URL: webAddress.optional(),
    SESSION_HOURS: whole(1, 720, '请填 1 到 720 之间的小时数').default(12),
    DISPATCH_UNDO_SECONDS: whole(0, 60, '请填 0 到 60 之间的秒数').default(8),
    JOB_KEEP_DAYS: whole(1, 3650, '请填 1 到 3650 之间的天数').default(14),
    DRAFT_KEEP_DAYS: whole(1, 90, '请填 1 到 90 之间的天数').default(7),
    RECEPTION_HOURS: z
      .string()
      .trim()
      .regex(
        /^(?:[01]\d|2[0-3]):[0-5]\d-(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/,
        '请填起止时刻，例如 08:00-20:00；昼夜都有人值守填 00:00-24:00',
      )
      .default('00:00-24:00'),
    TLS: flag.default(false),
    KB_SELF_APPROVAL: flag.default(false),
    WECHAT_APPID: z.string().trim().optional(),
    WECHAT_SECRET: z.string().trim().optional(),
    WECHAT_API_URL: webAddress.default('https://api.weixin.qq.com'),
    ATTACHMENTS_DIR: z.string().trim().optional(),
    ATTACHMENT_MAX_MB: whole(1, 500, '请填 1 到 500 之间的兆字节数').default(30),
    CLAMD_URL: url(/^tcp:$/, '请填 tcp://主机:3310 形式的地址').optional(),
    EMBED_ORIGINS: origins.default([]),
    MAP_TILE_URL: z
      .string()
      .trim()
      .refine(
        (value) =>
          /^https?:\/\//.test(value) && ['{x}', '{y}', '{z}'].every((part) => value.includes(part)),
        '请填带 {x}、{y}、{z} 的瓦片地址，例如 https://t0.tianditu.gov.cn/vec_w/wmts?…&tk=您的密钥',
      )
      .optional(),
    MAP_TILE_SYSTEM: z
      .enum(['WGS84', 'GCJ02', 'BD09'], { error: '请填 WGS84（天地图）、GCJ02 或 BD09' })
      .default('WGS84'),
    MAP_TILE_ATTRIBUTION: z.string().trim().max(200).default(''),
    MAP_BOUNDARY_FILE: z.string().trim().optional(),
    MAP_APPROVAL_NUMBER: z.string().trim().max(60).optional(),
    LIMITS: z.enum(['on', 'off'], { error: '请填 on 或 off' }).default('on'),
  })
  .superRefine((env, context) => {
    if (env.REDIS_URL !== undefined && env.DATABASE_URL === undefined) {
      context.addIssue({
        code: 'custom',
        path: ['REDIS_URL'],
        message:
          '只设了 REDIS_URL：请同时设 DATABASE_URL，或者去掉 REDIS_URL（内嵌形态不用 Redis）',
      })
    }
    if (env.MAP_BOUNDARY_FILE !== undefined && env.MAP_APPROVAL_NUMBER === undefined) {
      context.addIssue({
        code: 'custom',
        path: ['MAP_APPROVAL_NUMBER'],
        message: '设了 MAP_BOUNDARY_FILE，就要填地图的审图号，例如 京S（2024）000号；页面会显示它',
      })
    }
    if (env.EMBEDDER !== 'openai') return
    for (const variable of ['EMBEDDING_BASE_URL', 'EMBEDDING_MODEL'] as const) {
      if (env[variable] === undefined) {
        context.addIssue({
          code: 'custom',
          path: [variable],
          message: 'EMBEDDER=openai 需要它；或改用 EMBEDDER=auto',
        })
      }
    }
  })
