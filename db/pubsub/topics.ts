import type { Logger } from '../kernel/log.ts'

/** Small JSON: ids and a type. Whoever receives it reads the content from the database, under its own rights. */
export type PubSubMessage = Record<string, unknown>
type Listener = (message: PubSubMessage) => void

/** The listeners of this process by topic. */
export function createTopics(log: Logger) {
  const listeners = new Map<string, Set<Listener>>()
  return {
    subscribe: (topic: string, listener: Listener) => {
      // A wrapper of its own, so that the same function can be subscribed twice and each ended by itself.
      const own: Listener = (message) => listener(message)
      const set = listeners.get(topic) ?? new Set()
      listeners.set(topic, set.add(own))
      return () => {
        set.delete(own)
        if (set.size === 0 && listeners.get(topic) === set) listeners.delete(topic)
      }
    },
    deliver: (topic: string, message: PubSubMessage) => {
      for (const listener of [...(listeners.get(topic) ?? [])]) {
        try {
          listener(message)
        } catch (err) {
          log.warn({ err, topic }, 'a listener failed')
        }
      }
    },
    clear: () => listeners.clear(),
  }
}
