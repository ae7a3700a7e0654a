import type { Article } from '../../db/packs/pack.ts'
import type { Say } from './answer-texts.ts'
import type { AskResult, Citation } from './ask-result.ts'
import type { PlaceAnswer } from './find-service-points.ts'
import type { Screened } from './screen-question.ts'

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

/** A list of service points, each with its own source. */
export function draftPlaces({ points, askDistrict }: PlaceAnswer, say: Say): Draft {
  const lines = points.map(({ name, address, hours, phone }, i) => {
    const facts = [name, address, hours, phone].filter((part) => part !== '')
    return `${i + 1}. ${facts.join('，')}`
  })
  const head = askDistrict
    ? say('answer.places_where')
    : say('answer.places', { count: points.length })
  return {
    outcome: 'answered',
    answer: [head, ...lines].join('\n'),
    confidence: askDistrict ? 0.6 : 0.9,
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
