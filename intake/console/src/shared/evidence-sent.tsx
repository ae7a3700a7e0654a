import type { Attachment, Pin } from '../../../protocol/chat-frames.ts'

const kinds = { image: '照片', video: '视频', audio: '录音', document: '文件' } as const

interface EvidenceSentProps {
  attachments: readonly Attachment[]
  pin: Pin | null
}

/** Photos, films, recordings, papers and the position that the citizen sent; a press opens the photo in full. */
export function EvidenceSent({ attachments, pin }: EvidenceSentProps) {
  if (attachments.length === 0 && pin === null) return null
  const pictures = attachments.filter(({ kind }) => kind === 'image')
  const others = attachments.filter(({ kind }) => kind !== 'image')
  return (
    <section className="evidence-sent" aria-label="市民发来的附件">
      {pictures.length > 0 && (
        <ul className="evidence-photos">
          {pictures.map((file, i) => (
            <li key={file.id}>
              <a href={file.url} target="_blank" rel="noreferrer">
                <img
                  src={file.thumbnail_url ?? file.url}
                  alt={`照片 ${i + 1}：${file.name}，点开看大图`}
                  loading="lazy"
                />
              </a>
            </li>
          ))}
        </ul>
      )}
      {others.map((file) => (
        <p key={file.id} className="plain">
          <strong>{kinds[file.kind]}：</strong>
          <a href={file.url} target="_blank" rel="noreferrer">
            {file.name}
          </a>
          {file.kind === 'audio' && (
            // biome-ignore lint/a11y/useMediaCaption: a citizen's recording has no captions
            <audio controls preload="none" src={file.url} />
          )}
        </p>
      ))}
      {pin && <PinLine pin={pin} />}
    </section>
  )
}

/** The coordinates as they are: a map needs the city's own approved tiles, and the service map shows what is near. */
function PinLine({ pin }: { pin: Pin }) {
  const { lng, lat, accuracy } = pin
  const near = `/map?lng=${lng.toFixed(6)}&lat=${lat.toFixed(6)}`
  const radius = accuracy > 0 ? `，误差约 ${Math.round(accuracy)} 米` : '，市民在地图上标的'
  return (
    <p className="plain">
      <strong>位置：</strong>
      北纬 {lat.toFixed(5)}，东经 {lng.toFixed(5)}（WGS-84{radius}）{' '}
      <a href={near} target="_blank" rel="noreferrer">
        看地图
      </a>
    </p>
  )
}
