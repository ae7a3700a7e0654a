import { linkTo } from '../router.ts'
import { useConsole } from '../session/console-context.ts'
import { ArticleList } from './article-list.tsx'
import { ArticlePage } from './article-page.tsx'
import { DuePage } from './due-page.tsx'
import { GapList } from './gap-list.tsx'
import { GapPage } from './gap-page.tsx'
import { ImportPage } from './import-page.tsx'
import { NoticeBadge, writers } from './notice-badge.tsx'
import { SuiteList } from './suite-list.tsx'
import { SuitePage } from './suite-page.tsx'
import { UsagePage } from './usage-page.tsx'
import './kb.css'
import './kb-work.css'

const tabs = [
  { id: '', name: '知识条目' },
  { id: 'review', name: '待审核' },
  { id: 'gaps', name: '缺口单' },
  { id: 'due', name: '提醒与到期' },
  { id: 'usage', name: '使用与缺口统计' },
  { id: 'suites', name: '命中测试' },
  { id: 'import', name: '导入' },
] as const

/** Those tabs whose calls the server gives to writers alone. */
const forWriters: readonly string[] = ['suites', 'import', 'due']
const approvers: readonly string[] = ['reviewer', 'supervisor', 'administrator']

/** 知识库: `#/kb`, `#/kb/review`, `#/kb/a~<version>`, `#/kb/new~<gap>`, `#/kb/g~<gap>`, `#/kb/s~<suite>`, `#/kb/due`, `#/kb/usage`, `#/kb/import` … */
export function KbPage({ route }: { route: string | null }) {
  const { me } = useConsole()
  const writes = me.roles.some((role) => writers.includes(role))
  const [kind = '', id = ''] = (route ?? '').split('~')
  const open = { g: 'gaps', s: 'suites' }[kind] ?? kind
  return (
    <div className="system kb">
      <nav className="kb-tabs" aria-label="知识库">
        {tabs
          .filter((tab) => writes || !forWriters.includes(tab.id))
          .map((tab) => (
            <a
              key={tab.id}
              href={tab.id === '' ? linkTo('kb') : linkTo('kb', tab.id)}
              aria-current={tab.id === open ? 'page' : undefined}
            >
              {tab.name}
              {tab.id === 'due' && <NoticeBadge />}
            </a>
          ))}
      </nav>
      <Part
        kind={kind}
        id={id}
        writes={writes}
        approves={me.roles.some((role) => approvers.includes(role))}
      />
    </div>
  )
}

interface PartProps {
  kind: string
  id: string
  writes: boolean
  approves: boolean
}

function Part({ kind, id, writes, approves }: PartProps) {
  switch (kind) {
    case 'a':
      return <ArticlePage key={id} articleId={id} gapId={null} writes={writes} />
    case 'new':
      return (
        <ArticlePage key="new" articleId={null} gapId={id === '' ? null : id} writes={writes} />
      )
    case 'gaps':
      return <GapList />
    case 'g':
      return <GapPage key={id} gapId={id} writes={writes} />
    case 'due':
      return <DuePage approves={approves} />
    case 'usage':
      return <UsagePage />
    case 'import':
      return <ImportPage />
    case 'suites':
      return <SuiteList />
    case 's':
      return <SuitePage key={id} suiteId={id} approves={approves} />
    default:
      return <ArticleList key={kind} review={kind === 'review'} writes={writes} />
  }
}
