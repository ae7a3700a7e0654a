import type { Proposal, ProposalPart } from '../proposal/proposal.ts'

/** What a separated part rests on when the system had seen it as a demand of its own already. */
export type PartProposal = Proposal | null

/**
 * The stored proposal of a part as the proposal of its own request. Evidence spans point into the whole text; the new
 * request holds only the part's words, so they move with it, and those outside are dropped. Null where the person cut
 * differently than the system: then the part is understood anew.
 */
export function partProposal(whole: Proposal, text: string, original: string): PartProposal {
  const part = whole.parts.find((p) => p.text.trim() === text.trim())
  if (!part) return null
  const start = original.indexOf(part.text.trim())
  return {
    ...moveSpans(part, start < 0 ? null : { start, end: start + part.text.trim().length }),
    parts: [],
    versions: whole.versions,
    ms: 0,
  }
}

type Span = readonly [number, number]

function moveSpans(part: ProposalPart, at: { start: number; end: number } | null): ProposalPart {
  const move = (span: Span | null): [number, number] | null => {
    if (span === null || at === null) return null
    const [from, to] = span
    return from >= at.start && to <= at.end ? [from - at.start, to - at.start] : null
  }
  return {
    ...part,
    text: part.text.trim(),
    evidence: part.evidence.map((line) => ({ ...line, span: move(line.span) })),
    place: {
      ...part.place,
      candidates: part.place.candidates.map((place) => ({ ...place, span: move(place.span) })),
    },
  }
}

const LONGEST_TITLE = 30

/** A part's title: its first clause, without the marker that counts it (第二、另外). */
export function partTitle(text: string): string {
  const words = text
    .trim()
    .replace(
      /^(?:第[一二三四五六七八九十]|其[一二三四]|另外|此外|还有|[1-9一二三四五六][.、．)）])[,，、:：个\s]*/,
      '',
    )
  const clause = words.split(/[。！？!?\n；;]/)[0] ?? ''
  const title = (clause === '' ? words : clause).trim()
  return title.length > LONGEST_TITLE ? `${title.slice(0, LONGEST_TITLE)}…` : title
}
