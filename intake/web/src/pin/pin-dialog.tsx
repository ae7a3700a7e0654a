import { useEffect, useRef, useState } from 'preact/hooks'
import type { Pin } from '../../../protocol/chat-frames.ts'
import { Dialog } from '../page/dialog.tsx'
import { locate } from '../page/locate.ts'
import type { MapSite } from '../page/site.ts'
import { knownPlaces, type Place } from './find-places.ts'
import { fromTiles, toTiles } from './map-system.ts'
import { createPinMap, type PinMap } from './pin-map.ts'
import { PlaceSearch } from './place-search.tsx'

interface PinDialogProps {
  site: MapSite
  onSend: (pin: Pin) => void
  onClose: () => void
}

/** The phone's own position, a place by its name, or a pin on the map; nothing is sent before the last press. */
export function PinDialog({ site, onSend, onClose }: PinDialogProps) {
  const [pin, setPin] = useState<Pin | null>(null)
  const [note, setNote] = useState('')
  const { frame, map } = usePinMap(site, setPin)

  const show = (next: Pin) => {
    setPin(next)
    map.current?.place(toTiles(next, site.system))
    knownPlaces(next).then(
      (places) => map.current?.showPlaces(places),
      () => undefined,
    )
  }
  const takeOwn = async () => {
    setNote('正在定位…')
    const found = await locate()
    if ('problem' in found) return setNote(found.problem)
    setNote('')
    show(found.pin)
  }
  return (
    <Dialog title="发位置" onClose={onClose}>
      <div class="actions pin-actions">
        <button type="button" class="button" onClick={() => void takeOwn()}>
          用我现在的位置
        </button>
        <p class="small" role="status">
          {note}
        </p>
      </div>
      <PlaceSearch onChoose={(place) => show({ ...fromTiles(place, site.system), accuracy: 0 })} />
      <section ref={frame} class="pin-map" aria-label="地图：拖动图钉或者点一下" />
      <p class="small" aria-live="polite">
        {pin === null ? '点一下地图，或者拖动图钉到准确位置。' : pinText(pin)}
      </p>
      <div class="actions">
        <button
          type="button"
          class="button primary"
          aria-disabled={pin === null}
          onClick={() => pin && onSend(pin)}
        >
          发送这个位置
        </button>
        <button type="button" class="button" onClick={onClose}>
          取消
        </button>
      </div>
    </Dialog>
  )
}

function pinText({ lng, lat, accuracy }: Pin): string {
  const radius = accuracy > 0 ? `，误差约 ${Math.round(accuracy)} 米` : ''
  return `北纬 ${lat.toFixed(5)}，东经 ${lng.toFixed(5)}${radius}`
}

/** The map lives outside of the drawing: it is made once and told what to show. */
function usePinMap(site: MapSite, onPin: (pin: Pin) => void) {
  const frame = useRef<HTMLElement>(null)
  const map = useRef<PinMap | null>(null)
  useEffect(() => {
    let over = false
    const open = async () => {
      if (!frame.current) return
      const places = knownPlaces(null).catch((): Place[] => [])
      const created = await createPinMap(frame.current, site, (point) =>
        onPin({ ...fromTiles(point, site.system), accuracy: 0 }),
      )
      if (over) return created.close()
      map.current = created
      const known = await places
      if (!over && !created.hasPin()) created.showPlaces(known)
    }
    void open()
    return () => {
      over = true
      map.current?.close()
    }
  }, [site, onPin])
  return { frame, map }
}
