'use client'
import { useState } from 'react'
import { useAction } from './use-action.ts'

export type Page<T> = { data: T[]; meta: { nextCursor: string | null } }

/** A list that grows page by page, none of its entries twice. `more.left` says whether there is another page. */
export function usePages<T extends { id: unknown }>(
  initial: Page<T>,
  fetchPage: (cursor: string) => Promise<Page<T>>,
) {
  const [entries, setEntries] = useState(initial.data)
  const [cursor, setCursor] = useState(initial.meta.nextCursor)
  const { run, busy, error } = useAction(async () => {
    if (cursor === null) return
    const { data, meta } = await fetchPage(cursor)
    setEntries((now) => [...now, ...data.filter(({ id }) => now.every((known) => known.id !== id))])
    setCursor(meta.nextCursor)
  })
  return { entries, setEntries, more: { left: cursor !== null, run, busy, error } }
}
