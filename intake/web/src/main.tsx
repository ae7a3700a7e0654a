import { render } from 'preact'
import { App } from './app.tsx'
import { createBrowserStorage } from './chat/storage.ts'
import { readSite } from './page/site.ts'
import { startChat } from './page/use-chat.ts'
import './styles/base.css'
import './styles/page.css'
import './styles/chat.css'
import './styles/cards.css'
import './styles/progress.css'
import './styles/dialog.css'

const root = document.getElementById('app')
if (root) {
  const storage = createBrowserStorage()
  render(<App client={startChat(storage)} storage={storage} site={readSite(document)} />, root)
}
