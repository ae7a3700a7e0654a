import type { Article } from '../../db/packs/pack.ts'
import type { FoundPoint } from '../point/find-points.ts'
import { dayHoursText, distanceText, openText } from '../point/point-texts.ts'
import type { Say } from './answer-texts.ts'
import type { AskResult, Citation } from './ask-result.ts'
import type { PlaceAnswer } from './find-service-points.ts'
import type { Screened } from './screen.ts'

/** An answer before it is timed; what is absent is empty. */
export type Draft = Partial<Omit<AskResult, 'ms'>> & Pick<AskResult, 'outcome' | 'answer'>

/** Where an answer comes from, so that the citizen can check it. */
export function citeArticle(article: Article): Citation {
  const { title, issuer, date } = article.source
  return {
    article: article.id,
    title: article.title,
    source: [title, issuer, date].filter((part) => part !== '').join('，'),
    valid_until: article.valid_until,
  }
}

/** The emergency numbers first (R11-1); nothing else is looked up. */
export function draftEmergency(say: Say): Draft {
  const answer = say('answer.emergency')
  return { outcome: 'emergency', answer, reason: '紧急情况（R11-1）', confidence: 1 }
}

/** A question that no article may answer. */
export function draftScreened({ outcome, key, reason }: Screened, say: Say): Draft {
  return { outcome, answer: say(key), reason, confidence: 1 }
}

/** Another city's matter: named with its channel. */
export function draftElsewhere(place: string, { city, say }: { city: string; say: Say }): Draft {
  const answer = say('answer.other_city', { city, place })
  return { outcome: 'redirect', answer, reason: '外地事项', confidence: 1 }
}

/** Says in English what the Chinese text is and where it comes from; nothing is translated, so nothing can be lost in it (R11). */
export function introduceChinese(draft: Draft, gist: string, say: Say): Draft {
  const [first] = draft.citations ?? []
  if (draft.outcome !== 'answered' || !first || draft.service_points) return draft
  const { title, source } = first
  return {
    ...draft,
    answer: `${say('answer.chinese_article', { gist, title, source })}\n${draft.answer}`,
  }
}

/** One line: name, address, hours, phone, then what the clock says and how far it is. */
function placeLine(found: FoundPoint, { day, today }: PlaceAnswer, language: 'zh' | 'en'): string {
  const { name, address, hours, phone, code } = found.point
  const open = day
    ? dayHoursText(day.date, day.hoursOf(code), language)
    : openText(found, today, language)
  const far = language === 'zh' ? distanceText(found) : ''
  return [name, address, hours, phone, open, far].filter((part) => part !== '').join('，')
}

function placesHead({ points, askDistrict, noneIn }: PlaceAnswer, say: Say): string {
  if (noneIn !== null) return say('answer.places_none', { area: noneIn })
  if (askDistrict) return say('answer.places_where')
  return say('answer.places', { count: points.length })
}

/** A list of service points, each with its own source. */
export function draftPlaces(places: PlaceAnswer, say: Say, language: 'zh' | 'en'): Draft {
  const points = places.points.map(({ point }) => point)
  const lines = places.points.map((one, i) => `${i + 1}. ${placeLine(one, places, language)}`)
  return {
    outcome: 'answered',
    answer: [placesHead(places, say), ...lines].join('\n'),
    confidence: places.askDistrict ? 0.6 : 0.9,
    citations: points.map((point) => ({
      article: point.code,
      title: point.name,
      source: point.source,
      valid_until: point.verify_before === '' ? null : point.verify_before,
    })),
    service_points: points.map(({ code, name, address, phone, hours }) => ({
      code,
      name,
      address,
      phone,
      hours,
    })),
  }
}
