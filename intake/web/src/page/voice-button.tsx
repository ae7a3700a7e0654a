import { useEffect, useRef, useState } from 'preact/hooks'

/** What browsers call speech input; only some have it. */
interface Recognition {
  lang: string
  interimResults: boolean
  continuous: boolean
  start(): void
  stop(): void
  abort(): void
  onresult: ((event: { results: ArrayLike<ArrayLike<{ transcript: string }>> }) => void) | null
  onerror: ((event: { error: string }) => void) | null
  onend: (() => void) | null
}
type RecognitionClass = new () => Recognition

function findRecognition(): RecognitionClass | null {
  const page = globalThis as { [name: string]: unknown }
  const found = page['SpeechRecognition'] ?? page['webkitSpeechRecognition']
  return typeof found === 'function' ? (found as RecognitionClass) : null
}

const problems: Record<string, string> = {
  'not-allowed': '没有使用麦克风的权限。请在浏览器设置里允许，或者直接打字。',
  'service-not-allowed': '没有使用麦克风的权限。请在浏览器设置里允许，或者直接打字。',
  'audio-capture': '没有找到麦克风，请直接打字。',
  network: '语音识别连不上，请直接打字。',
  'no-speech': '没有听到声音，请再说一次。',
}

interface VoiceButtonProps {
  onWords: (words: string) => void
  onProblem: (problem: string | null) => void
}

/** Speech becomes words in the text field; the citizen reads and sends them. Not shown where the browser has none. */
export function VoiceButton({ onWords, onProblem }: VoiceButtonProps) {
  const [Recognition] = useState(() => findRecognition())
  const running = useRef<Recognition | null>(null)
  const [on, setOn] = useState(false)
  useEffect(() => () => running.current?.abort(), [])
  if (!Recognition) return null
  const toggle = () => {
    if (running.current) return running.current.stop()
    const listening = new Recognition()
    listening.lang = 'zh-CN'
    listening.interimResults = true
    listening.continuous = true
    listening.onresult = ({ results }) => {
      onWords([...Array.from(results)].map((one) => one[0]?.transcript ?? '').join(''))
    }
    listening.onerror = ({ error }) => onProblem(problems[error] ?? null)
    listening.onend = () => {
      running.current = null
      setOn(false)
    }
    running.current = listening
    onProblem(null)
    onWords('')
    setOn(true)
    listening.start()
  }
  return (
    <button type="button" class={on ? 'tool on' : 'tool'} aria-pressed={on} onClick={toggle}>
      {on ? '正在听，点这里停' : '说话'}
    </button>
  )
}
