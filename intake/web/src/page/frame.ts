/** The page in a frame of another site (`/?embed=1`), which the widget has put there. */
export const isEmbedded = (): boolean => new URLSearchParams(location.search).get('embed') === '1'

/** A word to the widget. It holds nothing of the conversation, so that any parent may hear it. */
export function tellParent(word: 'jiesu-ready' | 'jiesu-close'): void {
  if (parent !== window) parent.postMessage(word, '*')
}
