import { linkTo } from '../router.ts'
import { useConsole } from '../session/console-context.ts'
import { ArticleList } from './article-list.tsx'
import { ArticlePage } from './article-page.tsx'
import { GapList } from './gap-list.tsx'
import { GapPage } from './gap-page.tsx'
import { StatsPage } from './stats-page.tsx'
import { SuiteList } from './suite-list.tsx'
import { SuitePage } from './suite-page.tsx'
import './kb.css'

const tabs = [
  { id: '', name: '知识条目' },
  { id: 'review', name: '待审核' },
  { id: 'gaps', name: '缺口单' },
  { id: 'due', name: '到期与统计' },
  { id: 'suites', name: '命中测试' },
] as const

const writers = ['reviewer', 'unit', 'supervisor', 'administrator']

/** 知识库: `#/kb`, `#/kb/review`, `#/kb/a~<version>`, `#/kb/new~<gap>`, `#/kb/g~<gap>`, `#/kb/s~<suite>` … */
export function KbPage({ route }: { route: string | null }) {
  const { me } = useConsole()
  const writes = me.roles.some((role) => writers.includes(role))
  const [kind = '', id = ''] = (route ?? '').split('~')
  const open = { g: 'gaps', s: 'suites' }[kind] ?? kind
  return (
    <div className="system kb">
      <nav className="kb-tabs" aria-label="知识库">
        {tabs
          .filter((tab) => writes || tab.id !== 'suites')
          .map((tab) => (
            <a
              key={tab.id}
              href={tab.id === '' ? linkTo('kb') : linkTo('kb', tab.id)}
              aria-current={tab.id === open ? 'page' : undefined}
            >
              {tab.name}
            </a>
          ))}
      </nav>
      <Part kind={kind} id={id} writes={writes} />
    </div>
  )
}

function Part({ kind, id, writes }: { kind: string; id: string; writes: boolean }) {
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
      return <StatsPage />
    case 'suites':
      return <SuiteList />
    case 's':
      return <SuitePage key={id} suiteId={id} />
    default:
      return <ArticleList key={kind} review={kind === 'review'} writes={writes} />
  }
}
