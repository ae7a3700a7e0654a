const kinds: Record<string, string> = {
  'application/pdf': 'PDF',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'Word',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'Excel',
  'image/jpeg': '图片',
}

/** What a reader calls such a file. */
export const fileKind = (mime: string): string => kinds[mime] ?? '文件'

const MEGABYTE = 1024 * 1024

/** A size as a reader reads it. */
export function fileSize(bytes: number): string {
  return bytes < MEGABYTE
    ? `${Math.max(1, Math.round(bytes / 1024))} KB`
    : `${(bytes / MEGABYTE).toFixed(1)} MB`
}
