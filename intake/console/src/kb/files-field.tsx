import { Button } from 'antd'
import { useId } from 'react'
import type { DeskFile } from '../../../protocol/kb-desk-api.ts'
import { fileSize } from '../shared/file-size.ts'
import { FileInput, RemoveFile } from './file-parts.tsx'
import { fileAddress } from './kb-client.ts'
import type { Uploads } from './use-uploads.ts'

const KINDS = '.pdf,.docx,.xlsx,.jpg,.jpeg,.png'
const MOST = 20

interface FilesProps {
  files: readonly DeskFile[]
  uploads: Uploads
  onRemove: (id: string) => void
}

/** Forms and guides that citizens may download with the article; a version has its own list. */
export function FilesField({ files, uploads, onRemove }: FilesProps) {
  const id = useId()
  const full = files.length + uploads.uploads.length >= MOST
  return (
    <section className="kb-field kb-attach" aria-label="附件">
      <p>附件（供市民下载的表格、指南）</p>
      <ul className="kb-files">
        {files.map((file) => (
          <li key={file.id}>
            <FileLink file={file} />
            <RemoveFile name={file.name} onClick={() => onRemove(file.id)} />
          </li>
        ))}
        <Waiting uploads={uploads} />
      </ul>
      <div className="kb-pick">
        <FileInput
          id={id}
          accept={KINDS}
          disabled={full}
          onPick={(picked) => uploads.add(picked.slice(0, MOST - files.length))}
        />
        <label className="kb-choose" htmlFor={id}>
          添加附件
        </label>
        <span className="hint">
          {full
            ? `一条资料最多 ${MOST} 个附件。`
            : 'PDF、Word（DOCX）、Excel（XLSX）、JPG、PNG，每个最多 20 MB。保存后随这个版本一起审核、发布。'}
        </span>
      </div>
    </section>
  )
}

function Waiting({ uploads: { uploads, again, drop } }: { uploads: Uploads }) {
  return uploads.map((one) => (
    <li key={one.id}>
      {one.file.name} <span className="hint">{fileSize(one.file.size)}</span>
      {one.problem === null ? (
        <span className="hint" role="status">
          正在上传…
        </span>
      ) : (
        <>
          <span className="wrong" role="alert">
            没有上传：{one.problem}
          </span>
          <Button size="small" onClick={() => again(one)}>
            再试
          </Button>
          <RemoveFile name={one.file.name} onClick={() => drop(one.id)} />
        </>
      )}
    </li>
  ))
}

function FileLink({ file }: { file: DeskFile }) {
  return (
    <span>
      <a href={fileAddress(file.id)} download>
        {file.name}
      </a>{' '}
      <span className="hint">{fileSize(file.size)}</span>
    </span>
  )
}

/** The files of a version that is looked at, above all before it is approved. */
export function FileList({ files }: { files: readonly DeskFile[] }) {
  if (files.length === 0) return null
  return (
    <section aria-label="附件">
      <h3>附件</h3>
      <ul className="kb-files">
        {files.map((file) => (
          <li key={file.id}>
            <FileLink file={file} />
          </li>
        ))}
      </ul>
    </section>
  )
}
