/** The theme is a cookie, so that the server writes it into the page and nothing flashes. */
export const themeCookie = 'theme'
const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

export const themeOf = (value: string | undefined): Theme =>
  themes.find((theme) => theme === value) ?? 'system'
