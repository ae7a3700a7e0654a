import { useEffect, useRef } from 'react'

/** Key → what it does. `mod+Enter` also works while typing; single letters do not. */
export type Shortcuts = Record<string, () => void>

export function useShortcuts(shortcuts: Shortcuts): void {
  const latest = useRef(shortcuts)
  latest.current = shortcuts
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.isComposing || document.querySelector('.ant-modal-wrap:not([style*="none"])'))
        return
      const name = keyName(event)
      const run = latest.current[name]
      if (!run || isMeantForTarget(name, event.target)) return
      event.preventDefault()
      run()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [])
}

function keyName(event: KeyboardEvent): string {
  if (event.ctrlKey || event.metaKey) return `mod+${event.key}`
  // With Alt some keyboards give another character, so the digit is read from the key's place.
  if (event.altKey) return `alt+${event.code.replace('Digit', '')}`
  // Capitals by Caps Lock are the same keys.
  return event.key.length === 1 ? event.key.toLowerCase() : event.key
}

/** Letters belong to the field that is typed in, Enter and space to the link or button that has the focus; Escape leaves a field. */
function isMeantForTarget(name: string, target: EventTarget | null): boolean {
  if (name === 'Escape' || /^(mod|alt)\+/.test(name)) return false
  return isTyping(target) || ((name === 'Enter' || name === ' ') && isPressable(target))
}

function isPressable(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('a, button') !== null
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target.tagName === 'TEXTAREA' || target.tagName === 'SELECT') {
    return true
  }
  return (
    target instanceof HTMLInputElement && !['radio', 'checkbox', 'button'].includes(target.type)
  )
}
