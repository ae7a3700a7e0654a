import { App as AntApp, ConfigProvider } from 'antd'
import zhCN from 'antd/locale/zh_CN'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { theme } from './theme.ts'
import './styles/base.css'
import './styles/layout.css'
import './styles/dispatch.css'
import './styles/form.css'
import './styles/orders.css'
import './styles/review.css'
import './styles/quality.css'
import './styles/calls.css'
import './styles/alarms.css'
import './styles/reception.css'
import './styles/entry.css'

const nonce = document.querySelector('meta[property="csp-nonce"]')?.getAttribute('content') ?? ''
const root = document.getElementById('app')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <ConfigProvider
        locale={zhCN}
        theme={theme}
        csp={{ nonce }}
        button={{ autoInsertSpace: false }}
      >
        <AntApp className="app">
          <App />
        </AntApp>
      </ConfigProvider>
    </StrictMode>,
  )
}
