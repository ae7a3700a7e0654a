import { useState } from 'preact/hooks'
import { findPlaces, type Place } from './find-places.ts'

type Found = { places: Place[] } | { problem: string } | 'busy' | null

/** Places by name: works without tiles and without a position of the phone. */
export function PlaceSearch({ onChoose }: { onChoose: (place: Place) => void }) {
  const [words, setWords] = useState('')
  const [found, setFound] = useState<Found>(null)
  const look = async () => {
    if (words.trim() === '') return
    setFound('busy')
    try {
      setFound({ places: await findPlaces(words.trim()) })
    } catch {
      setFound({ problem: '现在查不了，请检查网络后再试。' })
    }
  }
  return (
    <>
      <form
        class="pin-search"
        onSubmit={(event) => {
          event.preventDefault()
          void look()
        }}
      >
        <label class="visually-hidden" for="pin-words">
          找地点
        </label>
        <input
          id="pin-words"
          type="search"
          value={words}
          maxLength={100}
          placeholder="找地点：街道、小区、地铁站、单位"
          onInput={(event) => setWords(event.currentTarget.value)}
        />
        <button type="submit" class="button">
          查找
        </button>
      </form>
      <div role="status">{foundText(found, words)}</div>
      {found !== null && typeof found === 'object' && 'places' in found && (
        <ul class="pin-places">
          {found.places.map((place) => (
            <li key={place.name}>
              <button
                type="button"
                class="link"
                onClick={() => {
                  setFound(null)
                  onChoose(place)
                }}
              >
                {place.name}
              </button>{' '}
              <span class="small">{place.detail}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

function foundText(found: Found, words: string): string {
  if (found === null) return ''
  if (found === 'busy') return '正在查找…'
  if ('problem' in found) return found.problem
  return found.places.length === 0
    ? `没有找到“${words}”，请换成街道、小区或者地铁站的名字，也可以直接在地图上标。`
    : ''
}
