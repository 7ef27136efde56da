'use client'
import { CircleUserRound } from 'lucide-react'
import Link from 'next/link'
import { useRef } from 'react'
import { SignOutButton } from './sign-out-button.tsx'

const links = [
  { href: '/account', label: 'Account' },
  { href: '/credits', label: 'Credits' },
  { href: '/library', label: 'Library' },
] as const

/** The browser's own popover: it closes on Escape and on a press outside by itself; here also when one goes on. */
export function AccountMenu({ email }: { email: string }) {
  const menu = useRef<HTMLDivElement>(null)
  return (
    <>
      <button
        type="button"
        popoverTarget="account-menu"
        aria-label="Your account"
        title="Your account"
        className="inline-grid size-9 place-items-center rounded-md hover:bg-sunken"
      >
        <CircleUserRound size={20} strokeWidth={1.5} aria-hidden="true" />
      </button>
      <div
        ref={menu}
        id="account-menu"
        popover="auto"
        className="inset-auto top-13 right-3 m-0 w-64 rounded-md border-0 bg-raised p-1.5 text-ink shadow-float sm:right-6"
      >
        <p className="truncate px-3 py-2 text-sm text-quiet">
          <span className="sr-only">Signed in as </span>
          {email}
        </p>
        <nav aria-label="Account" className="grid border-t py-1">
          {links.map(({ href, label }) => (
            <Link
              key={href}
              href={href}
              onClick={() => menu.current?.hidePopover()}
              className="flex min-h-10 items-center rounded-sm px-3 text-sm hover:bg-sunken"
            >
              {label}
            </Link>
          ))}
        </nav>
        <div className="border-t pt-1">
          <SignOutButton className="w-full justify-start border-transparent bg-transparent px-3 font-normal hover:border-transparent hover:bg-sunken" />
        </div>
      </div>
    </>
  )
}
