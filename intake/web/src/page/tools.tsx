import { useRef } from 'preact/hooks'
import { VoiceButton } from './voice-button.tsx'

export const ACCEPTED = 'image/*,video/*,audio/*,application/pdf'

interface ToolsProps {
  /** 长辈版: the shortest words, so that all stand in one row. */
  simple: boolean
  onFiles: (files: File[]) => void
  onPin: () => void
  onWords: (words: string) => void
  onProblem: (problem: string | null) => void
}

const hasTouch = () => matchMedia('(pointer: coarse)').matches

/** What can be sent besides words. */
export function Tools({ simple, onFiles, onPin, onWords, onProblem }: ToolsProps) {
  return (
    <div class="tools">
      {hasTouch() && <FileTool label="拍照" accept="image/*" camera onFiles={onFiles} />}
      <FileTool label={simple ? '照片' : '照片/文件'} accept={ACCEPTED} onFiles={onFiles} />
      <button type="button" class="tool" onClick={onPin}>
        {simple ? '位置' : '发位置'}
      </button>
      <VoiceButton onWords={onWords} onProblem={onProblem} />
    </div>
  )
}

interface FileToolProps {
  label: string
  accept: string
  camera?: boolean
  onFiles: (files: File[]) => void
}

/** A button that opens the phone's own chooser; the field itself stays out of sight and out of the way of the keyboard. */
function FileTool({ label, accept, camera = false, onFiles }: FileToolProps) {
  const field = useRef<HTMLInputElement>(null)
  return (
    <>
      <button type="button" class="tool" onClick={() => field.current?.click()}>
        {label}
      </button>
      <input
        ref={field}
        type="file"
        hidden
        multiple={!camera}
        accept={accept}
        aria-label={label}
        {...(camera ? { capture: 'environment' as const } : {})}
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])]
          // The same photo may be chosen again after it was taken away.
          event.currentTarget.value = ''
          if (files.length > 0) onFiles(files)
        }}
      />
    </>
  )
}
