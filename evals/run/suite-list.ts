import type { CaseKind } from '../cases/read-cases.ts'
import { answerSuite } from '../suites/answer-suite.ts'
import { categorySuite } from '../suites/category-suite.ts'
import { dialogueSuite } from '../suites/dialogue-suite.ts'
import { duplicateSuite } from '../suites/duplicate-suite.ts'
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
  duplicateSuite,
  retrievalSuite,
  answerSuite,
  dialogueSuite,
  endToEndSuite,
]

export const suiteNames: readonly string[] = suites.map((s) => s.name)

/** The kinds of case that a suite needs; the first is what a file given by `--data` holds. */
export function kindsOf(suite: string): CaseKind[] {
  if (suite === 'emergency') return ['emergencies', 'requests', 'transcripts']
  if (suite === 'retrieval' || suite === 'answer') return ['questions']
  if (suite === 'duplicates') return ['duplicates']
  return suite === 'dialogue' ? ['dialogues'] : ['requests', 'transcripts']
}
