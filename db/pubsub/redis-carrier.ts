import { openRedis } from '../redis/open-redis.ts'
import type { Carrier, CarrierOptions } from './carrier.ts'

/** Two connections: one that has subscribed takes no other command. ioredis subscribes again after an outage. */
export function openRedisCarrier(url: string, options: CarrierOptions): Carrier {
  const { channel, log, receive } = options
  const publisher = openRedis(url, { log, failFast: true })
  const subscriber = openRedis(url, { log, failFast: false })
  subscriber.client.on('message', (_, text) => receive(text))
  subscriber.client.subscribe(channel).catch((err: unknown) => {
    log.debug({ err }, 'subscription ended')
  })
  return {
    send: async (text) => {
      await publisher.client.publish(channel, text)
    },
    close: async () => {
      publisher.disconnect()
      subscriber.disconnect()
    },
  }
}
