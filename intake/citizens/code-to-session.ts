import { z } from 'zod'
import { AppError } from '../../db/kernel/errors.ts'

export interface WechatApp {
  appId: string
  secret: string
  apiUrl: string
}

const TIMEOUT_MS = 8_000
/** `openid` or an error; the server sends JSON under the type text/plain. */
const reply = z.object({ openid: z.string().min(1).optional(), errcode: z.number().optional() })
/** 40029: no such code; 40163: used already; 40226: WeChat holds the user for a risk. */
const refusals = [40029, 40163, 40226]

/**
 * Exchanges the code of `wx.login` for the citizen's openid (`code2Session`). The session key that comes with it is not kept.
 * Throws `citizen.code-refused`, or `citizen.sign-in-unavailable` for every other trouble.
 */
export async function codeToSession(app: WechatApp, code: string): Promise<string> {
  const url = new URL('/sns/jscode2session', app.apiUrl)
  url.search = new URLSearchParams({
    appid: app.appId,
    secret: app.secret,
    js_code: code,
    grant_type: 'authorization_code',
  }).toString()
  const answer = await ask(url)
  if (answer.openid !== undefined) return answer.openid
  if (refusals.includes(answer.errcode ?? 0)) throw new AppError('citizen.code-refused')
  throw new AppError('citizen.sign-in-unavailable', {
    cause: new Error(`errcode ${answer.errcode ?? 'none'}`),
  })
}

/** The address holds the secret: no error may carry it into a log. */
async function ask(url: URL): Promise<z.infer<typeof reply>> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) })
    .then(async (response) => reply.parse(JSON.parse(await response.text())))
    .catch(() => null)
  if (answer === null) throw new AppError('citizen.sign-in-unavailable')
  return answer
}
