'use client'
import { useEffect, useState } from 'react'

/** Whether something has held for `ms` and still does: what passes at once is neither shown nor announced. */
export function useLasting(holds: boolean, ms: number): boolean {
  const [isLasting, setLasting] = useState(false)
  useEffect(() => {
    if (!holds) return setLasting(false)
    const timer = setTimeout(() => setLasting(true), ms)
    return () => clearTimeout(timer)
  }, [holds, ms])
  return isLasting
}
