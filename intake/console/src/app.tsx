import { lazy, useMemo } from 'react'
import type { Role } from '../../protocol/console-api.ts'
import { pagesFor } from './layout/pages.ts'
import { Shell } from './layout/shell.tsx'
import { useRoute } from './router.ts'
import { ConsoleContext } from './session/console-context.ts'
import { ExpiredDialog } from './session/expired-dialog.tsx'
import { SignInPage } from './session/sign-in-page.tsx'
import { useSession } from './session/use-session.ts'
import { ErrorNote, Loading, Nothing } from './shared/states.tsx'

const CallsPage = lazy(() =>
  import('./calls/calls-page.tsx').then((part) => ({ default: part.CallsPage })),
)
const DispatchPage = lazy(() =>
  import('./dispatch/dispatch-page.tsx').then((part) => ({ default: part.DispatchPage })),
)
const HandlingPage = lazy(() =>
  import('./handling/handling-page.tsx').then((part) => ({ default: part.HandlingPage })),
)
const KbPage = lazy(() => import('./kb/kb-page.tsx').then((part) => ({ default: part.KbPage })))
const OrdersPage = lazy(() =>
  import('./orders/orders-page.tsx').then((part) => ({ default: part.OrdersPage })),
)
const EvalsPage = lazy(() =>
  import('./evals/evals-page.tsx').then((part) => ({ default: part.EvalsPage })),
)
const ModelsPage = lazy(() =>
  import('./models/models-page.tsx').then((part) => ({ default: part.ModelsPage })),
)
const QualityPage = lazy(() =>
  import('./quality/quality-page.tsx').then((part) => ({ default: part.QualityPage })),
)
const ReceptionPage = lazy(() =>
  import('./reception/reception-page.tsx').then((part) => ({ default: part.ReceptionPage })),
)
const SystemPage = lazy(() =>
  import('./system/system-page.tsx').then((part) => ({ default: part.SystemPage })),
)

export function App() {
  const session = useSession()
  const { me, client, live, signOut } = session
  const context = useMemo(
    () => (me ? { me, client, live, signOut: () => void signOut() } : null),
    [me, client, live, signOut],
  )
  if (session.startError !== null) {
    return (
      <main className="pad">
        <ErrorNote error={session.startError} onRetry={session.retryStart} />
      </main>
    )
  }
  if (me === undefined) return <Loading />
  if (!me || !context) return <SignInPage onSignIn={session.signIn} />
  return (
    <ConsoleContext value={context}>
      <Screen roles={me.roles} />
      <ExpiredDialog
        open={session.expired}
        login={me.login}
        onSignIn={session.signIn}
        onSignOut={context.signOut}
      />
    </ConsoleContext>
  )
}

/** The first screen that the person's roles open stands in for an address without a page. */
function Screen({ roles }: { roles: readonly Role[] }) {
  const route = useRoute()
  const allowed = pagesFor(roles)
  const page = allowed.find((entry) => entry.page === route.page) ?? allowed[0]
  if (!page) return <Nothing text="您的账号还没有可用的工作台，请联系管理员。" />
  const id = page.page === route.page ? route.id : null
  return (
    <Shell page={page.page}>
      <Content page={page.page} id={id} />
    </Shell>
  )
}

function Content({ page, id }: { page: string; id: string | null }) {
  switch (page) {
    case 'dispatch':
      return <DispatchPage requestId={id} />
    case 'calls':
      return <CallsPage callId={id} />
    case 'handling':
      return <HandlingPage orderId={id} />
    case 'orders':
      return <OrdersPage orderId={id} />
    case 'evals':
      return <EvalsPage route={id} />
    case 'models':
      return <ModelsPage />
    case 'kb':
      return <KbPage route={id} />
    case 'quality':
      return <QualityPage />
    case 'reception':
      return <ReceptionPage conversationId={id} />
    case 'system':
      return <SystemPage />
    default:
      return null
  }
}
