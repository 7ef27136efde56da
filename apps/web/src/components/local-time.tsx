'use client'
import { useCallback, useSyncExternalStore } from 'react'
import { type Detail, formatMoment, utc } from './moment.ts'

/** A time zone does not change while a page is open. */
const never = () => () => {}

/**
 * A moment in the reader's own time zone and way of writing. The server, and the first paint, which must be the same,
 * write it in UTC.
 */
export function LocalTime({ iso, detail = 'minute' }: { iso: string; detail?: Detail }) {
  return <time dateTime={iso}>{useLocalTime(iso, detail)}</time>
}

/** The same as plain text, for a label. */
export function useLocalTime(iso: string, detail: Detail = 'minute'): string {
  return useSyncExternalStore(
    never,
    useCallback(() => formatMoment(iso, detail), [iso, detail]),
    useCallback(() => formatMoment(iso, detail, utc), [iso, detail]),
  )
}
