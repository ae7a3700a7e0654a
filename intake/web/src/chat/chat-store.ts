import type { ChatEvent, ChatState } from './chat-state.ts'
import { initialState, reduceChat } from './chat-state.ts'
import type { OutboxEntry } from './outbox.ts'

export interface ChatStore {
  get(): ChatState
  dispatch(event: ChatEvent): void
  subscribe(listener: () => void): () => void
}

export function createChatStore(outbox: OutboxEntry[]): ChatStore {
  const listeners = new Set<() => void>()
  let state = initialState(outbox)
  return {
    get: () => state,
    dispatch(event) {
      const next = reduceChat(state, event)
      if (next === state) return
      state = next
      for (const listener of listeners) listener()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
