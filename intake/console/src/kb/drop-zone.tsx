import { type DragEvent, useId, useState } from 'react'
import { fileSize } from '../shared/file-size.ts'
import { FileInput, RemoveFile } from './file-parts.tsx'

const KINDS = '.md,.markdown,.csv,.xlsx,.json,.jsonl,.ndjson,.html,.htm,.pdf,.docx,.zip'

interface DropZoneProps {
  files: readonly File[]
  disabled: boolean
  onChange: (files: readonly File[]) => void
}

/** Drag files here or choose them; the same name again takes the place of the first. */
export function DropZone({ files, disabled, onChange }: DropZoneProps) {
  const id = useId()
  const [over, setOver] = useState(false)
  const add = (fresh: readonly File[]) => {
    const names = new Set(fresh.map(({ name }) => name))
    onChange([...files.filter(({ name }) => !names.has(name)), ...fresh])
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    if (!disabled) add([...event.dataTransfer.files])
  }
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the field inside does the same by keyboard */}
      <div
        className={over ? 'kb-drop over' : 'kb-drop'}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <FileInput id={id} accept={KINDS} disabled={disabled} onPick={add} />
        <p>
          把文件拖到这里，或者{' '}
          <label className="kb-choose" htmlFor={id}>
            选择文件
          </label>
        </p>
        <p className="hint">
          Markdown、CSV、Excel、JSON、网页、PDF、Word，或者它们打成的 zip；每个最多 40 MB，一次最多
          50 个文件、1000 条。
        </p>
      </div>
      {files.length > 0 && (
        <ul className="kb-files" aria-label="要导入的文件">
          {files.map((file) => (
            <li key={file.name}>
              {file.name} <span className="hint">{fileSize(file.size)}</span>
              <RemoveFile
                name={file.name}
                disabled={disabled}
                onClick={() => onChange(files.filter((one) => one !== file))}
              />
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
