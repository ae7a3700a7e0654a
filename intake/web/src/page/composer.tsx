import type { ComponentChildren, RefObject } from 'preact'
import { useLayoutEffect } from 'preact/hooks'
import type { TurnFrame } from '../../../protocol/chat-frames.ts'
import { byteLength } from './format.ts'

interface ComposerProps {
  inputRef: RefObject<HTMLTextAreaElement>
  text: string
  maxBytes: number
  asks: TurnFrame['asks']
  placeholder: string
  /** Files lie beside the text: they may go without a word. */
  hasFiles: boolean
  /** What stands above the text field. */
  children: ComponentChildren
  onText: (text: string) => void
  onSend: (text: string) => void
}

const hints: Partial<Record<NonNullable<TurnFrame['asks']>, string>> = {
  address: '写明小区、楼号或路口',
  district: '写明哪个区、哪个街道',
  time: '例如：从昨天晚上开始',
  contact: '姓名和电话，可以不留',
}

/** Bytes of a Chinese character in UTF-8: the limit is told in characters, which people can count. */
const BYTES_PER_CHARACTER = 3

export function Composer(props: ComposerProps) {
  const { inputRef, text, maxBytes, asks, hasFiles, onText, onSend } = props
  const bytes = byteLength(text)
  const tooLong = bytes > maxBytes
  const empty = text.trim() === '' && !hasFiles

  useLayoutEffect(() => fitHeight(inputRef.current))

  const send = () => {
    if (!empty && !tooLong) onSend(text.trim())
    inputRef.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    // While an input method composes, Enter picks a word; Safari reports that only by key code 229.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229)
      return
    event.preventDefault()
    send()
  }

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      {props.children}
      <label class="visually-hidden" for="composer">
        写给助手的话
      </label>
      <textarea
        id="composer"
        ref={inputRef}
        rows={1}
        value={text}
        placeholder={(asks && hints[asks]) || props.placeholder}
        aria-describedby="composer-help"
        aria-invalid={tooLong}
        onInput={(event) => onText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <button type="submit" class="button primary" aria-disabled={empty || tooLong}>
        发送
      </button>
      <p id="composer-help" class={tooLong ? 'composer-help wrong' : 'composer-help'}>
        <LengthNote bytes={bytes} maxBytes={maxBytes} />
      </p>
    </form>
  )
}

/** The box grows with its text, up to the limit in the style sheet. */
function fitHeight(box: HTMLTextAreaElement | null) {
  if (!box) return
  box.style.height = 'auto'
  box.style.height = `${box.scrollHeight + box.offsetHeight - box.clientHeight}px`
}

function LengthNote({ bytes, maxBytes }: { bytes: number; maxBytes: number }) {
  const limit = Math.floor(maxBytes / BYTES_PER_CHARACTER)
  const over = Math.ceil((bytes - maxBytes) / BYTES_PER_CHARACTER)
  if (over > 0) {
    return (
      <span role="alert">
        内容太长：一次最多约 {limit} 字，还多出约 {over} 字。请删减，或分几次发送。
      </span>
    )
  }
  if (bytes > maxBytes * 0.8) return <>还可以写约 {-over} 字</>
  return <span class="wide-only">按回车键发送，按 Shift+回车换行</span>
}
