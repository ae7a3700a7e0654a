import type { Db } from '../../db/client.ts'

/** What the citizen was asked and answered, oldest first. */
export async function listQuestions(db: Db, requestId: string) {
  const rows = await db
    .selectFrom('review_questions as q')
    .innerJoin('staff_users as s', 's.id', 'q.asked_by')
    .select([
      'q.id',
      'q.text',
      'q.asked_at',
      'q.answer',
      'q.answered_at',
      'q.answered_via',
      's.display_name',
    ])
    .where('q.request_id', '=', requestId)
    .orderBy('q.asked_at')
    .execute()
  return rows.map((row) => ({
    question_id: row.id,
    text: row.text,
    asked_by: row.display_name,
    asked_at: row.asked_at.toISOString(),
    answer: row.answer,
    answered_at: row.answered_at?.toISOString() ?? null,
    answered_via: row.answered_via,
  }))
}

/** Consultations with who takes part and what each has said, newest first. */
export async function listConsultations(db: Db, requestId: string) {
  const rows = await db
    .selectFrom('consultations as k')
    .innerJoin('staff_users as s', 's.id', 'k.opened_by')
    .select(['k.id', 'k.question', 'k.participants', 'k.opened_at', 'k.outcome', 'k.closed_at'])
    .select('s.display_name')
    .where('k.request_id', '=', requestId)
    .orderBy('k.opened_at', 'desc')
    .execute()
  if (rows.length === 0) return []
  const opinions = await db
    .selectFrom('consultation_opinions as p')
    .innerJoin('units as u', 'u.code', 'p.unit_code')
    .select(['p.consultation_id', 'p.unit_code', 'u.name', 'p.opinion', 'p.recorded_at'])
    .where(
      'p.consultation_id',
      'in',
      rows.map(({ id }) => id),
    )
    .orderBy('p.recorded_at')
    .execute()
  const codes = [...new Set(rows.flatMap(({ participants }) => participants))]
  const units = await db
    .selectFrom('units')
    .select(['code', 'name'])
    .where('code', 'in', codes)
    .execute()
  const names = new Map(units.map(({ code, name }) => [code, name]))
  return rows.map((row) => ({
    consultation_id: row.id,
    question: row.question,
    opened_by: row.display_name,
    opened_at: row.opened_at.toISOString(),
    participants: row.participants.map((code) => ({ code, name: names.get(code) ?? code })),
    opinions: opinions
      .filter(({ consultation_id }) => consultation_id === row.id)
      .map(({ unit_code: code, name, opinion, recorded_at }) => ({
        unit: { code, name },
        opinion,
        at: recorded_at.toISOString(),
      })),
    outcome: row.outcome,
    closed_at: row.closed_at?.toISOString() ?? null,
  }))
}
