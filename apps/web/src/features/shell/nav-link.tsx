'use client'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'

/** A link of the header; the one for where you are is underlined and says so. */
export function NavLink({ href, children }: { href: string; children: ReactNode }) {
  const here = usePathname().startsWith(href)
  return (
    <Link
      href={href}
      aria-current={here ? 'page' : undefined}
      className="inline-flex min-h-9 items-center border-b-[1.5px] border-transparent px-1 text-sm hover:text-blue aria-[current=page]:border-ink"
    >
      {children}
    </Link>
  )
}
