import type { ReactNode } from 'react'
import { Footer } from './footer.tsx'

/** A page of text and lists: title, content, foot. */
export function Page({ title, lead, children }: { title: string; lead?: ReactNode; children: ReactNode }) {
  return (
    <>
      <main id="content" className="mx-auto w-full max-w-6xl px-4 pt-8 pb-20 sm:px-6 sm:pt-12">
        <h1 className="text-3xl">{title}</h1>
        {lead ? <div className="mt-2 max-w-[60ch] text-quiet">{lead}</div> : null}
        <div className="mt-8">{children}</div>
      </main>
      <Footer />
    </>
  )
}
