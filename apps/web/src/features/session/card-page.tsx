import type { ReactNode } from 'react'

/** A page that is one sheet on the desk: sign-in, confirm. */
export function CardPage({
  title,
  lead,
  children,
}: {
  title: string
  lead?: ReactNode
  children: ReactNode
}) {
  return (
    <main id="content" className="grid flex-1 place-items-center px-4 py-10">
      <div className="w-full max-w-md rounded-md border bg-raised p-6 sm:p-8">
        <h1 className="text-2xl">{title}</h1>
        {lead ? <div className="mt-2 text-quiet">{lead}</div> : null}
        <div className="mt-6">{children}</div>
      </div>
    </main>
  )
}
