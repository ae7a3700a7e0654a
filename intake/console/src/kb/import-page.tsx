import { Alert, App, Button, Input, Select } from 'antd'
import { useState } from 'react'
import type { ImportResult } from '../../../protocol/kb-import-api.ts'
import { useConsole } from '../session/console-context.ts'
import { ErrorNote, errorText } from '../shared/states.tsx'
import { useLoad } from '../shared/use-load.ts'
import { DropZone } from './drop-zone.tsx'
import { ImportPreview } from './import-preview.tsx'
import { Labelled } from './labelled.tsx'

/** Documents become drafts: choose, look what would become of them, and only then make the drafts (R11). */
export function ImportPage() {
  const { client } = useConsole()
  const { message } = App.useApp()
  const [files, setFiles] = useState<readonly File[]>([])
  const [wish, setWish] = useState({ owner: '', jurisdiction: '', columns: '' })
  const [found, setFound] = useState<ImportResult | null>(null)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const attempt = async (work: () => Promise<ImportResult>) => {
    setBusy(true)
    setError(null)
    try {
      setFound(await work())
    } catch (refused) {
      setError(refused)
      void message.error(errorText(refused))
    }
    setBusy(false)
  }
  const look = () =>
    attempt(() =>
      client.kb.upload(files, {
        owner: wish.owner,
        jurisdiction: wish.jurisdiction,
        map: wish.columns
          .split(/[\n,，;；]/)
          .map((pair) => pair.trim())
          .filter((pair) => pair !== ''),
      }),
    )
  const choose = (chosen: readonly File[]) => {
    setFiles(chosen)
    setFound(null)
    setError(null)
  }
  return (
    <div className="kb-import">
      <section aria-label="选择文件">
        <h2>导入文件</h2>
        <DropZone files={files} onChange={choose} disabled={busy} />
        <Options wish={wish} onChange={setWish} />
        <Button
          type="primary"
          loading={busy && found === null}
          disabled={files.length === 0 || busy}
          onClick={() => void look()}
        >
          读取并预览
        </Button>
        <p className="hint" role="status">
          {busy && found === null && '正在读取，PDF 和 Word 需要几秒……'}
        </p>
        {error !== null && <ErrorNote error={error} />}
      </section>
      {found === null ? (
        <Alert
          type="info"
          showIcon
          title="导入只会产生草稿，发布前仍要有人审核。同一个文件（或同一编号、标题）再导入一次，是修改而不是重复。"
        />
      ) : (
        <ImportPreview
          found={found}
          busy={busy}
          onImport={() => void attempt(() => client.kb.makeDrafts(found.id))}
        />
      )}
    </div>
  )
}

interface Wish {
  owner: string
  jurisdiction: string
  columns: string
}

/** What the files do not say themselves. */
function Options({ wish, onChange }: { wish: Wish; onChange: (wish: Wish) => void }) {
  const { client, me } = useConsole()
  const options = useLoad(() => client.options(), 'options')
  const isUnit = me.unit !== null && me.roles.every((role) => role === 'unit')
  return (
    <details className="kb-options">
      <summary>文件里没有写的，用这些（可不填）</summary>
      <div className="kb-row">
        <Labelled label="主管单位">
          {(id) =>
            isUnit ? (
              <Input id={id} disabled value={me.unit?.name ?? ''} />
            ) : (
              <Select
                id={id}
                showSearch
                allowClear
                options={
                  options.data?.units.map(({ name }) => ({ value: name, label: name })) ?? []
                }
                value={wish.owner === '' ? null : wish.owner}
                onChange={(owner: string | undefined) => onChange({ ...wish, owner: owner ?? '' })}
              />
            )
          }
        </Labelled>
        <Labelled label="适用地区（空 = 全市）">
          {(id) => (
            <Input
              id={id}
              maxLength={60}
              value={wish.jurisdiction}
              onChange={(event) => onChange({ ...wish, jurisdiction: event.target.value })}
            />
          )}
        </Labelled>
        <Labelled label="表格的列名，如 title=问题，body=答案">
          {(id) => (
            <Input
              id={id}
              maxLength={400}
              value={wish.columns}
              onChange={(event) => onChange({ ...wish, columns: event.target.value })}
            />
          )}
        </Labelled>
      </div>
    </details>
  )
}
