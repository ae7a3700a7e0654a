import { useEffect, useState } from 'react'
import { useConsole } from '../session/console-context.ts'
import type { PlannedPart } from './split-plan.ts'

const PAUSE_MS = 400

/** What each demand that a person cut would be proposed to, a moment after the cut; the words are the key, so that none shows another's. */
export function usePartPreviews(requestId: string, plan: readonly PlannedPart[]) {
  const { client } = useConsole()
  const [known, setKnown] = useState<ReadonlyMap<string, string>>(new Map())
  const own = plan.map(({ text, preview }) => (preview === null ? text.trim() : ''))
  const asked = plan.length < 2 ? [] : own.filter((text) => text !== '' && !known.has(text))
  const key = JSON.stringify(asked)
  useEffect(() => {
    const texts = JSON.parse(key) as string[]
    if (texts.length === 0) return
    let late = false
    const timer = setTimeout(() => {
      client.previewParts(requestId, texts).then(
        (found) => {
          if (late) return
          const news = found.map((part, index) => [texts[index] ?? '', partText(part)] as const)
          setKnown((old) => new Map([...old, ...news]))
        },
        // Separating works without a preview: each part is understood afterwards.
        () => {},
      )
    }, PAUSE_MS)
    return () => {
      late = true
      clearTimeout(timer)
    }
  }, [client, requestId, key])
  return ({ text, preview }: PlannedPart): string =>
    preview ?? known.get(text.trim()) ?? (plan.length > 1 ? '拆分后重新判断' : '')
}

const partText = (part: { class_name: string; lead_name: string }): string =>
  `${part.class_name || '未分类'} → ${part.lead_name || '单位待定'}`
