/** What a deployment decides about its conversations (`.env.example`). */
export interface ChatSettings {
  /** An unfinished draft is kept this long, then the citizen is told. */
  draftKeepDays: number
  /** When people answer, `08:00-20:00` in the city's time; `00:00-24:00` for day and night. */
  receptionHours: string
  /** The largest upload. */
  attachmentMaxMegabytes: number
}

/** Picks them out of the configuration. */
export function chatSettings(config: ChatSettings): ChatSettings {
  const { draftKeepDays, receptionHours, attachmentMaxMegabytes } = config
  return { draftKeepDays, receptionHours, attachmentMaxMegabytes }
}

const minutesOf = (clock: string): number => {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number)
  return hours * 60 + minutes
}

/** Whether somebody is on duty at this moment; hours that end before they begin go over midnight. */
export function isReceptionOpen(
  { receptionHours }: Pick<ChatSettings, 'receptionHours'>,
  { now, timezone }: { now: Date; timezone: string },
): boolean {
  const [from = 0, to = 0] = receptionHours.split('-').map(minutesOf)
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone: timezone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(now)
  const at = minutesOf(clock)
  return from <= to ? at >= from && at < to : at >= from || at < to
}
