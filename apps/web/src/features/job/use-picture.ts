'use client'
import { useEffect, useState } from 'react'

/** A picture by address, once it has been decoded; null until then, and where it cannot be. */
export function usePicture(url: string | null): HTMLImageElement | null {
  const [picture, setPicture] = useState<HTMLImageElement | null>(null)
  useEffect(() => {
    setPicture(null)
    if (!url) return
    let current = true
    const image = new Image()
    image.src = url
    image.decode().then(
      () => current && setPicture(image),
      () => undefined,
    )
    return () => {
      current = false
    }
  }, [url])
  return picture
}
