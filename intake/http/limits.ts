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
  signInsPerMinute: 60,
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

/** For load tests on an address that nobody else can reach. Frames stay limited in size, and slow readers are cut. */
export const noLimits: Limits = {
  requestsPerMinute: 1_000_000,
  signInsPerMinute: 1_000_000,
  lookupsPerMinute: 1_000_000,
  chat: {
    ...defaultLimits.chat,
    connectionsPerAddress: 100_000,
    conversationsPerHour: 10_000_000,
    messagesPerMinute: 1_000_000,
    messageBurst: 1_000_000,
    framesPerSecond: 100_000,
  },
}
