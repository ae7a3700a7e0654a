/**
 * `<script src="https://host/widget.js" data-label="在线反映" data-position="left" defer></script>` on another site: a button
 * that opens the chat in a frame. One file, no styles of its own to load; nothing of the host page is read.
 */
const script = document.currentScript
const READY_MS = 10_000

if (script instanceof HTMLScriptElement) {
  const start = () => createWidget(new URL(script.src).origin, script.dataset)
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start)
  else start()
}

/** Set one by one: a host page's policy may forbid style attributes, but not the object model. */
function style(element: HTMLElement, rules: Partial<CSSStyleDeclaration>): void {
  Object.assign(element.style, rules)
}

function createWidget(origin: string, { label = '在线反映', position }: DOMStringMap): void {
  const side = position === 'left' ? { left: '20px' } : { right: '20px' }
  const button = makeButton(label, side)
  const panel = makePanel(label, side)
  const frame = makeFrame(label)
  const refused = makeRefusal(origin)
  let waiting: ReturnType<typeof setTimeout> | undefined
  panel.append(frame, refused)
  document.body.append(button, panel)

  const open = () => {
    panel.hidden = false
    button.setAttribute('aria-expanded', 'true')
    if (frame.src === '') {
      frame.src = `${origin}/?embed=1`
      waiting = setTimeout(() => {
        frame.hidden = true
        refused.hidden = false
      }, READY_MS)
    }
    frame.focus()
  }
  const close = () => {
    panel.hidden = true
    button.setAttribute('aria-expanded', 'false')
    button.focus()
  }
  button.addEventListener('click', () => (panel.hidden ? open() : close()))
  document.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape' && !panel.hidden) close()
  })
  addEventListener('message', ({ origin: from, source, data }) => {
    if (from !== origin || source !== frame.contentWindow) return
    if (data === 'jiesu-ready') clearTimeout(waiting)
    if (data === 'jiesu-close') close()
  })
}

type Side = { left: string } | { right: string }

function makeButton(label: string, side: Side): HTMLButtonElement {
  const button = document.createElement('button')
  button.type = 'button'
  button.textContent = label
  button.id = 'jiesu-widget-button'
  button.setAttribute('aria-expanded', 'false')
  button.setAttribute('aria-controls', 'jiesu-widget')
  style(button, {
    position: 'fixed',
    bottom: '20px',
    zIndex: '2147483000',
    minHeight: '48px',
    padding: '0 20px',
    border: '2px solid #ffffff',
    borderRadius: '24px',
    background: '#123f7f',
    color: '#ffffff',
    font: '600 17px/1.4 sans-serif',
    cursor: 'pointer',
    boxShadow: '0 2px 10px rgba(0, 0, 0, .3)',
    ...side,
  })
  return button
}

function makePanel(label: string, side: Side): HTMLElement {
  const panel = document.createElement('section')
  panel.id = 'jiesu-widget'
  panel.hidden = true
  panel.setAttribute('aria-label', label)
  const narrow = innerWidth < 520
  style(panel, {
    position: 'fixed',
    zIndex: '2147483001',
    background: '#ffffff',
    border: '1px solid #7a8897',
    overflow: 'hidden',
    ...(narrow
      ? { inset: '0' }
      : {
          bottom: '84px',
          width: '420px',
          height: 'min(680px, 80vh)',
          borderRadius: '8px',
          ...side,
        }),
  })
  return panel
}

function makeFrame(label: string): HTMLIFrameElement {
  const frame = document.createElement('iframe')
  frame.title = label
  frame.allow = 'geolocation; microphone; camera'
  style(frame, { width: '100%', height: '100%', border: '0', display: 'block' })
  return frame
}

/** A site that is not on the list gets no frame: the way to the hotline's own page stays. */
function makeRefusal(origin: string): HTMLElement {
  const box = document.createElement('p')
  const link = document.createElement('a')
  link.href = origin
  link.target = '_blank'
  link.rel = 'noopener'
  link.textContent = '在新窗口打开'
  box.append('这里打不开对话，请', link, '。')
  box.hidden = true
  style(box, { margin: '24px', font: '17px/1.6 sans-serif', color: '#1b2733' })
  return box
}
