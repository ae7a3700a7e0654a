import type { Attachment } from '../../../protocol/chat-frames.ts'
import type { Upload } from './upload-entries.ts'

const kindNames = { image: '照片', video: '视频', audio: '录音', document: '文件' } as const

/** Photos, films and papers below the words that they came with; a press opens them in full. */
export function AttachmentList({ attachments }: { attachments: readonly Attachment[] }) {
  return (
    <ul class="files" aria-label={`附件 ${attachments.length} 个`}>
      {attachments.map((file) => (
        <li key={file.id}>
          <a class="file" href={file.url} target="_blank" rel="noopener">
            {file.thumbnail_url === null ? (
              <span class="file-name">
                {kindNames[file.kind]}：{file.name}
              </span>
            ) : (
              <img src={file.thumbnail_url} alt={`照片：${file.name}`} width={96} height={96} />
            )}
          </a>
        </li>
      ))}
    </ul>
  )
}

const KILOBYTE = 1024

export function showSize(bytes: number): string {
  if (bytes < KILOBYTE * KILOBYTE) return `${Math.max(1, Math.round(bytes / KILOBYTE))} KB`
  return `${(bytes / KILOBYTE / KILOBYTE).toFixed(1)} MB`
}

export function uploadText({ state, progress, problem, bytes }: Upload): string {
  switch (state) {
    case 'preparing':
      return '正在压缩…'
    case 'waiting':
      return problem ?? '等待上传'
    case 'uploading':
      return `正在上传 ${Math.round(progress * 100)}%`
    case 'done':
      return `已上传 ${showSize(bytes)}`
    case 'failed':
      return problem ?? '没有传上去'
  }
}

interface UploadListProps {
  uploads: readonly Upload[]
  onCancel: (id: string) => void
  onRetry: (id: string) => void
}

/** Files that are on their way, each with how far it is and a way out. */
export function UploadList({ uploads, onCancel, onRetry }: UploadListProps) {
  if (uploads.length === 0) return null
  return (
    <ul class="uploads" aria-label="要发送的文件">
      {uploads.map((upload) => (
        <li key={upload.id} class={`upload ${upload.state}`}>
          {upload.preview === null ? (
            <span class="upload-kind" aria-hidden="true">
              {upload.mediaType.startsWith('video/') ? '视频' : '文件'}
            </span>
          ) : (
            <img src={upload.preview} alt="" width={44} height={44} />
          )}
          <span class="upload-text">
            <span class="upload-name">{upload.name}</span>
            <span class={upload.state === 'failed' ? 'upload-state wrong' : 'upload-state'}>
              {uploadText(upload)}
            </span>
            {upload.state === 'uploading' && (
              <progress max={1} value={upload.progress} aria-label={`${upload.name} 上传进度`} />
            )}
          </span>
          {upload.state === 'failed' && (
            <button type="button" class="link" onClick={() => onRetry(upload.id)}>
              重试
            </button>
          )}
          <button
            type="button"
            class="link"
            aria-label={`去掉 ${upload.name}`}
            onClick={() => onCancel(upload.id)}
          >
            去掉
          </button>
        </li>
      ))}
    </ul>
  )
}
