const letters = 'abcdefghijklmnopqrstuvwxyz0123456789'

/** An id of one message or upload of this phone: time and 16 random letters; WeChat has no synchronous `crypto`. */
export function newClientId(now = Date.now(), random = Math.random): string {
  const tail = Array.from({ length: 16 }, () => letters[Math.floor(random() * letters.length)])
  return `${now.toString(36)}${tail.join('')}`
}
