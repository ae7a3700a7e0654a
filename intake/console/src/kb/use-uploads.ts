import { useState } from 'react'
import type { DeskFile } from '../../../protocol/kb-desk-api.ts'
import { useConsole } from '../session/console-context.ts'
import { newActionId } from '../shared/action-id.ts'
import { errorText } from '../shared/states.tsx'

/** A file on its way, or one that did not get there. */
interface Upload {
  /** The same for each try, so that a second one stores nothing twice. */
  id: string
  file: File
  /** null: on its way. */
  problem: string | null
}

/** Sends files one beside the other; each that has arrived is given to `onStored`, each that has not stays with its reason. */
export function useUploads(onStored: (file: DeskFile) => void) {
  const { client } = useConsole()
  const [uploads, setUploads] = useState<readonly Upload[]>([])
  const drop = (id: string) => setUploads((all) => all.filter((one) => one.id !== id))
  const fail = (id: string, problem: string) =>
    setUploads((all) => all.map((one) => (one.id === id ? { ...one, problem } : one)))
  const send = async ({ id, file }: Upload) => {
    try {
      const stored = await client.kb.attach(file, id)
      drop(id)
      onStored(stored)
    } catch (refused) {
      fail(id, errorText(refused))
    }
  }
  const add = (files: readonly File[]) => {
    const fresh = files.map((file) => ({ id: newActionId(), file, problem: null }))
    setUploads((all) => [...all, ...fresh])
    for (const one of fresh) void send(one)
  }
  const again = (upload: Upload) => {
    setUploads((all) => all.map((one) => (one.id === upload.id ? { ...one, problem: null } : one)))
    void send(upload)
  }
  return { uploads, add, again, drop, busy: uploads.some(({ problem }) => problem === null) }
}
export type Uploads = ReturnType<typeof useUploads>
