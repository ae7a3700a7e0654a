import type { RefObject } from 'preact'
import { useCallback, useRef, useState } from 'preact/hooks'
import type { TurnFrame } from '../../../protocol/chat-frames.ts'
import { UploadList } from '../attach/attachment-list.tsx'
import type { Uploads } from '../attach/uploads.ts'
import { useDroppedFiles, useUploadList } from '../attach/use-uploads.ts'
import { Composer } from './composer.tsx'
import { Tools } from './tools.tsx'
import type { Words } from './use-words.ts'

interface WritingDeskProps {
  inputRef: RefObject<HTMLTextAreaElement>
  words: Words
  uploads: Uploads
  /** 长辈版 */
  simple: boolean
  maxBytes: number
  asks: TurnFrame['asks']
  onPin: () => void
  /** Words with the files that lie beside them. */
  onSend: (text: string, files: string[]) => void
}

/** Where a message is made: words, files, a position, speech. */
export function WritingDesk(props: WritingDeskProps) {
  const { inputRef, words, uploads } = props
  const [problem, setProblem] = useState<string | null>(null)
  const lying = useUploadList(uploads).filter(({ messageId }) => messageId === null)
  const before = useRef('')
  const take = useCallback(
    (files: File[]) => {
      setProblem(null)
      void uploads.add(files).then(setProblem)
      inputRef.current?.focus({ preventScroll: true })
    },
    [uploads, inputRef],
  )
  const over = useDroppedFiles(take)
  /** Speech comes as a whole that grows: it stands behind what was written before it began. */
  const hear = (spoken: string) => {
    if (spoken === '') before.current = words.text
    else words.write(before.current + spoken)
  }
  return (
    <Composer
      inputRef={inputRef}
      text={words.text}
      maxBytes={props.maxBytes}
      asks={props.simple ? null : props.asks}
      placeholder={props.simple ? '请写在这里' : '请写下您的诉求或疑问'}
      hasFiles={lying.length > 0}
      onText={words.write}
      onSend={(text) => {
        const files = lying.map(({ id }) => id)
        words.write('')
        setProblem(null)
        props.onSend(text, files)
      }}
    >
      {over && <p class="drop-note">松开就加到这条消息里</p>}
      <UploadList uploads={lying} onCancel={uploads.cancel} onRetry={uploads.retry} />
      <Tools
        simple={props.simple}
        onFiles={take}
        onPin={props.onPin}
        onWords={hear}
        onProblem={setProblem}
      />
      <p class="tools-problem wrong" role="alert">
        {problem}
      </p>
    </Composer>
  )
}
