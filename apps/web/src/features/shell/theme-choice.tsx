'use client'
import { Monitor, Moon, Sun } from 'lucide-react'
import type { Theme } from './theme.ts'
import { useTheme } from './use-theme.ts'

const choices: readonly { theme: Theme; label: string; icon: typeof Sun }[] = [
  { theme: 'system', label: 'As the system', icon: Monitor },
  { theme: 'light', label: 'Light', icon: Sun },
  { theme: 'dark', label: 'Dark', icon: Moon },
]

/** Three ways to light the page, as one radio group. */
export function ThemeChoice() {
  const { theme, choose } = useTheme()
  return (
    <fieldset>
      <legend className="mb-2 text-sm font-[550]">Theme</legend>
      <div className="flex flex-wrap gap-2">
        {choices.map(({ theme: value, label, icon: Icon }) => (
          <label
            key={value}
            className="flex min-h-10 items-center gap-2 rounded-md border border-edge bg-raised px-3 text-sm hover:border-ink has-checked:border-blue has-checked:bg-blue-wash has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-blue"
          >
            <input
              type="radio"
              name="theme"
              value={value}
              checked={theme === value}
              onChange={() => choose(value)}
              className="size-4 accent-blue outline-none"
            />
            <Icon size={16} strokeWidth={1.5} aria-hidden="true" />
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
