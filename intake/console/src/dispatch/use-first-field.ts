import { useEffect } from 'react'

/** A tab that asks for words has the cursor in them as soon as it is there (the tabs draw their content a moment after the key). */
export function useFirstField(id: string): void {
  useEffect(() => document.getElementById(id)?.focus(), [id])
}
