import { TOKEN_KEY } from '../../../web/src/chat/storage.ts'
import { SERVER } from '../config.ts'
import { CallError, callServer } from './call-server.ts'
import { getChat, storage } from './chat.ts'

const SESSION_KEY = 'jiesu.session'
const LINKED_KEY = 'jiesu.linked'

interface SignedIn {
  session_token: string
  resume_token: string | null
}

export interface OwnRequest {
  request_no: string
  title: string
  status: string
  status_text: string
  unit: string | null
  due_at: string | null
  reply: string | null
  timeline: { at: string; type: string; text: string }[]
}

const wxCode = (): Promise<string> =>
  new Promise((resolve, reject) => {
    wx.login({
      success: ({ code }) => resolve(code),
      fail: () => reject(new CallError('network', '微信登录没有成功，请稍后再试。')),
    })
  })

/** Signs in and ties the phone's conversation to the account; a new phone goes on with the account's last one. */
async function signIn(): Promise<string> {
  const token = storage.get(TOKEN_KEY)
  const signedIn = await callServer<SignedIn>({
    url: `${SERVER}/api/v1/miniprogram/sign-in`,
    method: 'POST',
    data: { code: await wxCode(), ...(token === null ? {} : { resume_token: token }) },
  })
  storage.set(SESSION_KEY, signedIn.session_token)
  if (token !== null) storage.set(LINKED_KEY, token)
  if (signedIn.resume_token !== null) {
    storage.set(TOKEN_KEY, signedIn.resume_token)
    storage.set(LINKED_KEY, signedIn.resume_token)
    getChat().storageChanged(TOKEN_KEY)
  }
  return signedIn.session_token
}

/** A conversation that began after the sign-in is tied to the account when its requests are first asked for. */
async function link(session: string): Promise<void> {
  const token = storage.get(TOKEN_KEY)
  if (token === null || storage.get(LINKED_KEY) === token) return
  await callServer({
    url: `${SERVER}/api/v1/miniprogram/conversations`,
    method: 'POST',
    token: session,
    data: { resume_token: token },
  })
  storage.set(LINKED_KEY, token)
}

async function ask(session: string): Promise<OwnRequest[]> {
  await link(session)
  const url = `${SERVER}/api/v1/miniprogram/requests`
  return (await callServer<{ items: OwnRequest[] }>({ url, token: session })).items
}

/** My requests, on whatever phone they were filed; signs in when it has to, once. */
export async function loadOwnRequests(): Promise<OwnRequest[]> {
  const session = storage.get(SESSION_KEY)
  if (session === null) return ask(await signIn())
  try {
    return await ask(session)
  } catch (error) {
    if (!(error instanceof CallError) || error.code !== 'citizen.session-over') throw error
    return ask(await signIn())
  }
}
