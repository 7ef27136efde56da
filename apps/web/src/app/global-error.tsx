'use client'
import './globals.css'
import { Button } from '../components/button.tsx'

/** When even the frame of the page cannot be made. */
export default function GlobalError({ retry }: { error: unknown; retry: () => void }) {
  return (
    <html lang="en">
      <body className="grid min-h-dvh place-items-center p-6">
        <main className="grid max-w-md justify-items-center gap-4 text-center">
          <title>Plotline is not reachable</title>
          <h1 className="text-2xl">Plotline is not reachable</h1>
          <p className="text-quiet">
            Something went wrong on our side. Nothing was charged. Try again in a minute.
          </p>
          <Button look="primary" onClick={retry}>
            Try again
          </Button>
        </main>
      </body>
    </html>
  )
}
