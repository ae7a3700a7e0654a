import { performance } from 'node:perf_hooks'
import { connectChat } from '../../intake/client/chat-client.ts'
import { summarise, type Timings } from './timings.ts'

/** What people say in the bench: requests that need a place, requests that have one, and questions. */
const lines = [
  '我们小区的电梯坏了三天了，老人下不了楼，物业一直不管',
  '楼下的烧烤店每天晚上营业到两点，油烟和噪声都很大',
  '请问居住证怎么办，需要带什么材料',
  '路灯不亮已经一个星期了，晚上走路很危险',
  '公司拖欠我两个月工资，老板一直说没钱',
]

export interface ChatBench {
  ack: Timings
  answer: Timings
}

/**
 * People who talk at once, each in a conversation of their own: time from sending to the acknowledgement after commit, and to the
 * first turn of the answer. Bounded in number and only against the given address.
 */
export async function benchChat(options: {
  chatUrl: string
  conversations: number
  turns: number
}): Promise<ChatBench> {
  const acks: number[] = []
  const answers: number[] = []
  const talk = async (person: number) => {
    for (let n = 0; n < options.turns; n++) {
      // A conversation a turn: each is a first message, the most expensive one.
      const chat = await connectChat({ url: options.chatUrl })
      const text = lines[(person + n) % lines.length] ?? ''
      const started = performance.now()
      const { seq } = await chat.say(text)
      acks.push(performance.now() - started)
      await chat.answerTo(seq)
      answers.push(performance.now() - started)
      chat.close()
    }
  }
  await Promise.all(Array.from({ length: options.conversations }, (_, i) => talk(i)))
  return { ack: summarise(acks), answer: summarise(answers) }
}
