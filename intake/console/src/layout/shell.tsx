import { type ReactNode, Suspense } from 'react'
import { NoticeBadge } from '../kb/notice-badge.tsx'
import { Alarms } from '../reception/alarm-banner.tsx'
import { linkTo } from '../router.ts'
import { useConsole } from '../session/console-context.ts'
import { roleTexts } from '../shared/labels.ts'
import { Loading } from '../shared/states.tsx'
import { pagesFor } from './pages.ts'

/** The frame around every screen: who I am, where I can go, and an alarm that cannot be missed. */
export function Shell({ page, children }: { page: string; children: ReactNode }) {
  const { me, signOut } = useConsole()
  const roles = me.roles.map((role) => roleTexts[role]).join('、')
  return (
    <div className="shell">
      <button type="button" className="skip" onClick={focusContent}>
        跳到正文
      </button>
      <header className="top">
        <h1 className="product">接诉即办</h1>
        <nav aria-label="工作台">
          {pagesFor(me.roles).map((entry) => (
            <a
              key={entry.page}
              href={linkTo(entry.page)}
              aria-current={entry.page === page ? 'page' : undefined}
            >
              {entry.name}
              {entry.page === 'kb' && <NoticeBadge />}
            </a>
          ))}
        </nav>
        <p className="who">
          <strong>{me.display_name}</strong>
          <span>{me.unit ? `${me.unit.name} · ${roles}` : roles}</span>
        </p>
        <button type="button" className="sign-out" onClick={signOut}>
          退出
        </button>
      </header>
      <Alarms />
      <main id="content" className="content" tabIndex={-1}>
        <Suspense fallback={<Loading />}>{children}</Suspense>
      </main>
    </div>
  )
}

function focusContent() {
  document.getElementById('content')?.focus()
}
