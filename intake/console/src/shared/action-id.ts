/** One id for one press of a button. `crypto.randomUUID` does not exist on a page without TLS. */
export function newActionId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
