import { useEffect, useState } from 'react'
import type { RepeatItem, Understanding } from '../../../protocol/call-api.ts'
import { useConsole } from '../session/console-context.ts'

export interface Typed {
  understanding: Understanding | null
  repeats: RepeatItem[]
}

export interface TypedFacts {
  call_id?: string
  text: string
  address: string
  phone: string
  service_code: string
  district: string
  subdistrict: string
}

const PAUSE_MS = 350

/** Understands what is typed, and looks for repeats of it, after each short pause. */
export function useTyped(facts: TypedFacts): Typed {
  const { client } = useConsole()
  const [typed, setTyped] = useState<Typed>({ understanding: null, repeats: [] })
  const key = JSON.stringify(facts)
  useEffect(() => {
    const asked = JSON.parse(key) as TypedFacts
    let late = false
    const timer = setTimeout(() => {
      client.calls.understand(asked).then(
        (found) => !late && setTyped(found),
        // The line is down: the form goes on without suggestions.
        () => {},
      )
    }, PAUSE_MS)
    return () => {
      late = true
      clearTimeout(timer)
    }
  }, [client, key])
  return typed
}
