import { useEffect, useState } from 'preact/hooks'
import type { Upload } from './upload-entries.ts'
import type { Uploads } from './uploads.ts'

export function useUploadList(uploads: Uploads): readonly Upload[] {
  const [list, setList] = useState(uploads.list())
  useEffect(() => {
    setList(uploads.list())
    return uploads.subscribe(() => setList(uploads.list()))
  }, [uploads])
  return list
}

/** Photos pasted or dropped anywhere on the page are taken; words pasted into a field stay words. */
export function useDroppedFiles(onFiles: (files: File[]) => void): boolean {
  const [over, setOver] = useState(false)
  useEffect(() => {
    const filesOf = (data: DataTransfer | null) => [...(data?.files ?? [])]
    const brings = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false
    const paste = (event: ClipboardEvent) => {
      const files = filesOf(event.clipboardData)
      if (files.length === 0) return
      event.preventDefault()
      onFiles(files)
    }
    const dragOver = (event: DragEvent) => {
      if (!brings(event)) return
      event.preventDefault()
      setOver(true)
    }
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false)
    }
    const drop = (event: DragEvent) => {
      setOver(false)
      const files = filesOf(event.dataTransfer)
      if (files.length === 0) return
      event.preventDefault()
      onFiles(files)
    }
    document.addEventListener('paste', paste)
    document.addEventListener('dragover', dragOver)
    document.addEventListener('dragleave', leave)
    document.addEventListener('drop', drop)
    return () => {
      document.removeEventListener('paste', paste)
      document.removeEventListener('dragover', dragOver)
      document.removeEventListener('dragleave', leave)
      document.removeEventListener('drop', drop)
    }
  }, [onFiles])
  return over
}
