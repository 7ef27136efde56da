import type { Metadata, Viewport } from 'next'
import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { env } from '#server/env.ts'
import { OwnDevicesProvider } from '../features/machine/own-devices.tsx'
import { InboxProvider } from '../features/session/inbox.tsx'
import { LeaveWithOthers } from '../features/session/leave-with-others.tsx'
import { SignInAgain } from '../features/session/sign-in-again.tsx'
import { getOwnDevices, getViewer } from '../features/session/viewer.ts'
import { Header } from '../features/shell/header.tsx'
import { OfflineBar } from '../features/shell/offline-bar.tsx'
import { themeCookie, themeOf } from '../features/shell/theme.ts'
import { preloadTextFace } from './fonts.ts'
import './globals.css'

export const metadata: Metadata = {
  title: { default: 'Plotline: photos in, pen-ready lines out', template: '%s · Plotline' },
  description:
    'Turns a photograph into line art made of real pen strokes, sorted and timed for your plotter, laser or cutter. SVG, PDF, HPGL, G-code, DXF, PNG.',
}

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  viewportFit: 'cover',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f4f1ea' },
    { media: '(prefers-color-scheme: dark)', color: '#14161b' },
  ],
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  preloadTextFace()
  const theme = themeOf((await cookies()).get(themeCookie)?.value)
  const viewer = await getViewer()
  return (
    <html lang="en" data-theme={theme}>
      <body className="flex flex-col">
        <a
          href="#content"
          className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded-md focus:bg-raised focus:px-4 focus:py-2"
        >
          Skip to the content
        </a>
        <Header viewer={viewer} />
        <OfflineBar />
        <LeaveWithOthers />
        <InboxProvider url={env().inboxUrl}>
          <OwnDevicesProvider own={await getOwnDevices()}>{children}</OwnDevicesProvider>
          <SignInAgain viewer={viewer} />
        </InboxProvider>
      </body>
    </html>
  )
}
