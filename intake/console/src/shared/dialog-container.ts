/**
 * Where dialogs are put. Not the body itself: there the library locks scrolling with a style element that carries no
 * nonce, which our content security policy refuses (and our pages do not scroll under a dialog anyway).
 */
export function dialogContainer(): HTMLElement {
  return document.getElementById('dialogs') ?? document.body
}
