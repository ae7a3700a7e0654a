import type { Site } from './site.ts'

interface HeaderProps {
  site: Site
  large: boolean
  /** In a frame of another site. */
  embedded: boolean
  onLarge: () => void
  onProgress: () => void
  onNewChat: () => void
  onClose: () => void
}

/** Who this is and what else can be done here; 长辈版 shows the few things that matter, large. */
export function Header(props: HeaderProps) {
  const { site, large, embedded } = props
  return (
    <header class="header">
      <div class="column header-row">
        <p class="brand">
          <span class="brand-number">{site.number}</span>
          <span class="brand-name">{site.name}</span>
        </p>
        <nav class="header-actions" aria-label="常用功能">
          <button type="button" onClick={props.onProgress}>
            查进度
          </button>
          {large ? <a href={`tel:${site.number}`}>打电话</a> : <PublicLinks embedded={embedded} />}
          <button type="button" aria-pressed={large} onClick={props.onLarge}>
            {large ? '标准版' : '长辈版'}
          </button>
          <button type="button" onClick={props.onNewChat}>
            新对话
          </button>
          {embedded && (
            <button type="button" class="close-frame" onClick={props.onClose}>
              收起
            </button>
          )}
        </nav>
      </div>
    </header>
  )
}

function PublicLinks({ embedded }: { embedded: boolean }) {
  const target = embedded ? { target: '_blank', rel: 'noopener' } : {}
  return (
    <>
      <a href="/kb" {...target}>
        查政策
      </a>
      <a href="/map" {...target}>
        服务导图
      </a>
    </>
  )
}
