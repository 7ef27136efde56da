'use client'
import { Moon, Sun } from 'lucide-react'
import { IconButton } from '../../components/button.tsx'
import { useTheme } from './use-theme.ts'

/** Light or dark, from whatever is shown now. "As the system" is on the account page. */
export function ThemeToggle() {
  const { isDark, choose } = useTheme()
  return (
    <IconButton
      name={isDark ? 'Use the light theme' : 'Use the dark theme'}
      onClick={() => choose(isDark ? 'light' : 'dark')}
    >
      {isDark ? (
        <Sun size={18} strokeWidth={1.5} aria-hidden="true" />
      ) : (
        <Moon size={18} strokeWidth={1.5} aria-hidden="true" />
      )}
    </IconButton>
  )
}
