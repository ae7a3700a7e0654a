import { parseArgs } from 'node:util'
import { AppError } from '../../db/kernel/errors.ts'
import { signIn } from '../../intake/testing/console-session.ts'
import { machine } from '../run/machine.ts'
import { benchCalls, readTranscripts } from './bench-calls.ts'
import { line } from './timings.ts'

const usage =
  'jiesu bench calls --token TOKEN [--url http://127.0.0.1:3000] [--login operator --password …] [--at-once N] [--pause-ms N] [--file transcripts.jsonl]'
const say = (text: string) => process.stdout.write(`${text}\n`)

/** `jiesu bench calls`: replays transcripts against a running server; 500 ms from a segment to its understanding is the limit. */
export async function runCallsBench(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      url: { type: 'string', default: 'http://127.0.0.1:3000' },
      token: { type: 'string' },
      login: { type: 'string', default: 'operator' },
      password: { type: 'string', default: 'jiesu-sample' },
      'at-once': { type: 'string', default: '10' },
      'pause-ms': { type: 'string', default: '400' },
      file: { type: 'string', default: 'evals/datasets/transcripts.jsonl' },
    },
  })
  if (!values.token) throw new AppError('command.usage', { usage })
  const { cookie } = await signIn(values.url, values.login, values.password)
  const transcripts = readTranscripts(values.file)
  const atOnce = Number(values['at-once'])
  const pauseMs = Number(values['pause-ms'])
  say(
    `${machine()}; ${transcripts.length} calls, ${atOnce} at once, ${pauseMs} ms between segments`,
  )
  const { url, token } = values
  const result = await benchCalls({ url, token, cookie, transcripts, atOnce, pauseMs })
  say(line('segment to its words on the screen', result.words))
  say(line('segment to understanding', result.understood))
  return result.understood.p95 <= 500 ? 0 : 1
}
