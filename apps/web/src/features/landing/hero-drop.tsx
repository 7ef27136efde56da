'use client'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { keepDraft } from '../studio/draft-store.ts'
import { PhotoDrop } from '../studio/photo/photo-drop.tsx'

/** The product's first step, on the front page: the photo goes on to the studio with you. */
export function HeroDrop() {
  const router = useRouter()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const take = async (file: File) => {
    setBusy(true)
    if (await keepDraft('photo', { blob: file, name: file.name })) return router.push('/studio')
    setBusy(false)
    setError('This browser cannot keep the photo from page to page. Open the studio and choose it there.')
  }
  return <PhotoDrop onFile={(file) => void take(file)} busy={busy} error={error} />
}
