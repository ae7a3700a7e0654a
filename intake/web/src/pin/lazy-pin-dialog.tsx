import type { ComponentProps } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { Dialog } from '../page/dialog.tsx'
import type { PinDialog } from './pin-dialog.tsx'

type Loaded = { PinDialog: typeof PinDialog } | 'failed' | null

/** The map costs three times the rest of the page: it is loaded by those who press for it. */
export function LazyPinDialog(props: ComponentProps<typeof PinDialog>) {
  const [loaded, setLoaded] = useState<Loaded>(null)
  useEffect(() => {
    import('./pin-dialog.tsx').then(setLoaded, () => setLoaded('failed'))
  }, [])
  if (loaded !== null && loaded !== 'failed') return <loaded.PinDialog {...props} />
  return (
    <Dialog title="发位置" onClose={props.onClose}>
      <p role="status">
        {loaded === null ? '正在打开地图…' : '地图没有打开，请检查网络后再试，或者直接写出地点。'}
      </p>
    </Dialog>
  )
}
