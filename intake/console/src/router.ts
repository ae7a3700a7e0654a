import { useSyncExternalStore } from 'react'

/** Where the person is: `#/dispatch/<request id>`. The hash needs no rule on the server and survives a reload. */
export interface Route {
  page: string
  id: string | null
}

function subscribe(listener: () => void): () => void {
  addEventListener('hashchange', listener)
  return () => removeEventListener('hashchange', listener)
}

export function readRoute(hash: string): Route {
  const [page = '', id = ''] = hash.replace(/^#\/?/, '').split('/').map(decode)
  return { page, id: id === '' ? null : id }
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

export function useRoute(): Route {
  return readRoute(useSyncExternalStore(subscribe, () => location.hash))
}

export function linkTo(page: string, id?: string): string {
  return id === undefined ? `#/${page}` : `#/${page}/${encodeURIComponent(id)}`
}

/** `replace` for steps that the back button should not repeat, such as moving along a queue. */
export function goTo(page: string, options: { id?: string; replace?: boolean } = {}): void {
  const target = linkTo(page, options.id)
  if (options.replace) {
    history.replaceState(null, '', target)
    dispatchEvent(new HashChangeEvent('hashchange'))
  } else location.hash = target
}
