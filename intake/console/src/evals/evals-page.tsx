import { ComparePage } from './compare-page.tsx'
import { RunList } from './run-list.tsx'
import { RunPage } from './run-page.tsx'
import './evals.css'

/** 评测: the history, one run with its report (`#/evals/<id>`), or two side by side (`#/evals/<now>~<before>`). */
export function EvalsPage({ route }: { route: string | null }) {
  if (route === null) return <RunList />
  const [now = '', before] = route.split('~')
  return before === undefined ? <RunPage runId={now} /> : <ComparePage now={now} before={before} />
}
