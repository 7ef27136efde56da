/** How exactly a moment is told: "21 Nov 2026", or with "14:05" and, away from the reader's own clock, its zone. */
export type Detail = 'day' | 'minute'

/** Where nobody reads yet: what server and first paint agree on. */
export const utc = { locale: 'en-GB', timeZone: 'UTC' } as const

/** A moment as written in `place`, or where no place is given in the locale and zone this runs in. */
export function formatMoment(
  iso: string,
  detail: Detail,
  place?: { locale: string; timeZone: string },
): string {
  return new Intl.DateTimeFormat(place?.locale, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    ...(detail === 'minute' ? { hour: '2-digit', minute: '2-digit' } : {}),
    ...(detail === 'minute' && place ? { timeZoneName: 'short' } : {}),
    ...(place ? { timeZone: place.timeZone } : {}),
  }).format(new Date(iso))
}
