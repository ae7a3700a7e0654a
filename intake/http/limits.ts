/** How much one address or one connection may do. A whole office may share an address, so these only stop floods. */
export interface Limits {
  requestsPerMinute: number
  signInsPerMinute: number
  lookupsPerMinute: number
  chat: {
    connectionsPerAddress: number
    conversationsPerHour: number
    messagesPerMinute: number
    messageBurst: number
    framesPerSecond: number
    /** Bytes that wait for a client that does not read. */
    backlogBytes: number
    helloMs: number
    heartbeatSeconds: number
  }
}

export const defaultLimits: Limits = {
  requestsPerMinute: 600,
  signInsPerMinute: 10,
  lookupsPerMinute: 20,
  chat: {
    connectionsPerAddress: 200,
    conversationsPerHour: 600,
    messagesPerMinute: 60,
    messageBurst: 20,
    framesPerSecond: 50,
    backlogBytes: 1024 * 1024,
    helloMs: 10_000,
    heartbeatSeconds: 25,
  },
}
