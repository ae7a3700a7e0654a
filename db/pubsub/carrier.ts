import type { Logger } from '../kernel/log.ts'

/** What carries a message to the other processes. */
export interface Carrier {
  send(text: string): Promise<void>
  close(): Promise<void>
}

export interface CarrierOptions {
  channel: string
  log: Logger
  /** Called with each text that arrives, our own included. */
  receive: (text: string) => void
}
