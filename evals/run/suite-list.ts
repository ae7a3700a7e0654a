import type { CaseKind } from '../cases/read-cases.ts'
import { answerSuite } from '../suites/answer-suite.ts'
import { categorySuite } from '../suites/category-suite.ts'
import { dialogueSuite } from '../suites/dialogue-suite.ts'
import { emergencySuite } from '../suites/emergency-suite.ts'
import { endToEndSuite } from '../suites/end-to-end-suite.ts'
import { placeSuite } from '../suites/place-suite.ts'
import type { RequestSuite } from '../suites/request-suite.ts'
import { respondentSuite } from '../suites/respondent-suite.ts'
import { retrievalSuite } from '../suites/retrieval-suite.ts'
import type { Suite } from '../suites/suite.ts'
import { deadlineSuite, kindSuite, triageSuite } from '../suites/triage-suites.ts'
import { unitSuite } from '../suites/unit-suite.ts'

/** Suites that look at the proposal of a request. */
export const requestSuites: readonly RequestSuite[] = [
  triageSuite,
  kindSuite,
  categorySuite,
  placeSuite,
  unitSuite,
  deadlineSuite,
  respondentSuite,
  endToEndSuite,
]

export const suites: readonly Suite[] = [
  triageSuite,
  emergencySuite,
  kindSuite,
  categorySuite,
  placeSuite,
  unitSuite,
  deadlineSuite,
  respondentSuite,
  retrievalSuite,
  answerSuite,
  dialogueSuite,
  endToEndSuite,
]

/** Suites whose subject does not exist yet, with the reason; they land together with it. */
export const notBuilt: Record<string, string> = {
  duplicates: '重复与同一事件的识别尚未接入诉求登记，评测数据已备好。',
}

export const suiteNames: readonly string[] = [
  ...suites.map((s) => s.name),
  ...Object.keys(notBuilt),
]

/** The kinds of case that a suite needs; the first is what a file given by `--data` holds. */
export function kindsOf(suite: string): CaseKind[] {
  if (suite === 'emergency') return ['emergencies', 'requests', 'transcripts']
  if (suite === 'retrieval' || suite === 'answer') return ['questions']
  return suite === 'dialogue' ? ['dialogues'] : ['requests', 'transcripts']
}
