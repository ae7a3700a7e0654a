import type { TurnFrame } from '../../intake/protocol/chat-frames.ts'

/** What one played dialogue leaves: everything that was said, and how it went. */
export interface DialogueRun {
  said: {
    who: 'citizen' | 'assistant'
    text: string
    asks: TurnFrame['asks']
    outcome: TurnFrame['outcome']
    cards: TurnFrame['cards']
  }[]
  /** Questions that the script did not need, and questions asked again after they were answered. */
  needless: string[]
  citizenTurns: number
  /** Why it did not go to its end, if it did not. */
  problem: string
  /** Median time from a citizen's words to the first turn of the answer, in milliseconds. */
  ms: number
}
