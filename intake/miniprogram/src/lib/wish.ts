/** What another page wants said in the chat: 催办 of a request, its rating. Said once. */
export interface Wish {
  text: string
  choice: string
}

let waiting: Wish | null = null

export function makeWish(wish: Wish): void {
  waiting = wish
}

export function takeWish(): Wish | null {
  const wish = waiting
  waiting = null
  return wish
}
