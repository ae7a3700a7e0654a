import { render } from 'preact'
import { App } from './app.tsx'
import { createBrowserStorage } from './chat/storage.ts'
import { isEmbedded, tellParent } from './page/frame.ts'
import { readSite } from './page/site.ts'
import { startChat } from './page/use-chat.ts'
import './styles/base.css'
import './styles/page.css'
import './styles/chat.css'
import './styles/cards.css'
import './styles/feedback.css'
import './styles/progress.css'
import './styles/dialog.css'
import './styles/attach.css'
import './styles/pin.css'
import './styles/large.css'

const root = document.getElementById('app')
if (root) {
  const storage = createBrowserStorage()
  const embedded = isEmbedded()
  document.documentElement.classList.toggle('embedded', embedded)
  const chat = startChat(storage, embedded ? 'widget' : 'web')
  // What stood there while the script was on its way.
  root.textContent = ''
  render(<App {...chat} storage={storage} site={readSite(document)} embedded={embedded} />, root)
  tellParent('jiesu-ready')
}
