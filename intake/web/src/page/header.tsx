import type { Site } from './site.ts'

interface HeaderProps {
  site: Site
  large: boolean
  onLarge: () => void
  onProgress: () => void
  onNewChat: () => void
}

export function Header({ site, large, onLarge, onProgress, onNewChat }: HeaderProps) {
  return (
    <header class="header">
      <div class="column header-row">
        <p class="brand">
          <span class="brand-number">{site.number}</span>
          <span class="brand-name">{site.name}</span>
        </p>
        <nav class="header-actions" aria-label="常用功能">
          <button type="button" onClick={onProgress}>
            查进度
          </button>
          <button type="button" aria-pressed={large} onClick={onLarge}>
            {large ? '标准版' : '转大字版'}
          </button>
          <button type="button" onClick={onNewChat}>
            <span class="wide-only">开始</span>新<span class="wide-only">的</span>对话
          </button>
        </nav>
      </div>
    </header>
  )
}
