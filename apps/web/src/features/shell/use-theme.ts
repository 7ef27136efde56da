'use client'
import { useCallback, useSyncExternalStore } from 'react'
import { type Theme, themeCookie, themeOf } from './theme.ts'

const changed = 'plotline:theme'

function subscribe(notify: () => void): () => void {
  const system = window.matchMedia('(prefers-color-scheme: dark)')
  window.addEventListener(changed, notify)
  system.addEventListener('change', notify)
  return () => {
    window.removeEventListener(changed, notify)
    system.removeEventListener('change', notify)
  }
}

const chosen = (): Theme => themeOf(document.documentElement.dataset.theme)
const isDarkNow = (): boolean =>
  chosen() === 'dark' || (chosen() === 'system' && window.matchMedia('(prefers-color-scheme: dark)').matches)

/** The chosen theme, whether the page is dark now, and the way to choose another. */
export function useTheme(): { theme: Theme; isDark: boolean; choose: (theme: Theme) => void } {
  const theme = useSyncExternalStore<Theme>(subscribe, chosen, () => 'system')
  const isDark = useSyncExternalStore(subscribe, isDarkNow, () => false)
  const choose = useCallback((next: Theme) => {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet
    document.cookie = `${themeCookie}=${next}; path=/; max-age=31536000; samesite=lax`
    document.documentElement.dataset.theme = next
    window.dispatchEvent(new Event(changed))
  }, [])
  return { theme, isDark, choose }
}
