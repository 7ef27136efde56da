'use client'
import { useState } from 'react'

/** Keeps what is typed into an input until it is left or Enter is pressed; Escape takes it back. */
export function useTyped(shown: string | number, onCommit: (typed: string) => void) {
  const [typed, setTyped] = useState<string | null>(null)
  const commit = () => {
    if (typed === null) return
    setTyped(null)
    onCommit(typed)
  }
  return {
    value: typed ?? String(shown),
    onChange: (event: { target: { value: string } }) => setTyped(event.target.value),
    onBlur: commit,
    onKeyDown: (event: { key: string }) => {
      if (event.key === 'Enter') commit()
      if (event.key === 'Escape') setTyped(null)
    },
  }
}
