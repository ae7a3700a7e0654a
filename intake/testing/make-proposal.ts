import type { Proposal } from '../../dispatch/proposal/proposal.ts'

/** A proposal with plain values for tests of what is done with one; the engine that makes real ones has its own tests. */
export function makeProposal(more: Partial<Proposal> = {}): Proposal {
  return {
    triage: 'dispatch',
    article: 'R12',
    emergency_number: null,
    kind: 'complaint',
    service_codes: [{ code: '0102', name: '电梯', path: ['住房', '电梯'], p: 0.9 }],
    place: {
      district: '甲区',
      subdistrict: '甲区一街道',
      community: null,
      ambiguous: false,
      question: null,
      candidates: [],
    },
    units: [],
    mode: 'direct_and_district',
    deadline: '7d',
    deadline_reason: '',
    respondent: null,
    confidential: false,
    flags: [],
    reply: '',
    confidence: 0.9,
    abstain: false,
    abstain_reason: '',
    catalogue_line: null,
    legal_basis: '',
    missing: [],
    text: '',
    evidence: [],
    parts: [],
    versions: { pack: 'p', model: 'm', index: 'i', policy: '1' },
    ms: 1,
    ...more,
  }
}

export const nowhere: Proposal['place'] = {
  district: null,
  subdistrict: null,
  community: null,
  ambiguous: false,
  question: null,
  candidates: [],
}
