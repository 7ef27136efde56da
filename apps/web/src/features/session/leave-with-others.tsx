'use client'
import { useEffect } from 'react'
import { keepNoDrafts } from '../studio/draft-store.ts'
import { signedOutMark, whenSignedOut } from './signed-out.ts'

/** Shows nothing, and lets nothing be seen: a page goes when its person signs out elsewhere, and does not come back. */
export function LeaveWithOthers() {
  useEffect(() => {
    const stop = whenSignedOut(() => {
      // Its scripts go on until the other page is there: an upload that ends meanwhile would put the photo back.
      keepNoDrafts()
      window.location.replace('/')
    })
    // A browser may keep a page whole and show it again on Back.
    const show = ({ persisted }: PageTransitionEvent) => {
      if (persisted && sessionStorage.getItem(signedOutMark)) window.location.reload()
    }
    window.addEventListener('pageshow', show)
    return () => {
      stop()
      window.removeEventListener('pageshow', show)
    }
  }, [])
  return null
}
