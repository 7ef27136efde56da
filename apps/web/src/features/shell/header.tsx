import { CircleUserRound } from 'lucide-react'
import Link from 'next/link'
import { ButtonLink } from '../../components/button.tsx'
import { formatCredits } from '../../components/figures.ts'
import { Mark } from '../../components/mark.tsx'
import type { Viewer } from '../session/viewer.ts'
import { NavLink } from './nav-link.tsx'
import { SignOutButton } from './sign-out-button.tsx'
import { ThemeToggle } from './theme-toggle.tsx'

/** The bar on top of every page: where you can go, what you have, who you are. */
export function Header({ viewer }: { viewer: Viewer | null }) {
  return (
    <header className="sticky top-0 z-30 flex h-14 shrink-0 items-center gap-3 border-b bg-desk px-4 sm:gap-6 sm:px-6">
      <Link href="/" className="flex min-h-9 items-center gap-2 font-[600] tracking-[-0.01em]" aria-label="Plotline, home">
        <Mark size={26} />
        <span className="hidden sm:inline">Plotline</span>
      </Link>
      <nav aria-label="Main" className="flex items-center gap-3 sm:gap-5">
        <NavLink href="/studio">Studio</NavLink>
        {viewer ? <NavLink href="/library">Library</NavLink> : null}
      </nav>
      <div className="ml-auto flex items-center gap-1 sm:gap-2">
        {viewer ? <CreditsLink balance={viewer.balance} /> : null}
        <ThemeToggle />
        {viewer ? <AccountMenu viewer={viewer} /> : <SignInLink />}
      </div>
    </header>
  )
}

function CreditsLink({ balance }: { balance: number }) {
  return (
    <Link
      href="/credits"
      className="figures inline-flex min-h-9 items-center rounded-md px-2 text-sm hover:bg-sunken"
      title="Balance, packs and every event"
    >
      {formatCredits(balance)}
    </Link>
  )
}

const SignInLink = () => (
  <ButtonLink href="/sign-in" size="sm" look="outline">
    Sign in
  </ButtonLink>
)

/** The browser's own popover: closes on Escape and on a press outside, without a script. */
function AccountMenu({ viewer }: { viewer: Viewer }) {
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
        id="account-menu"
        popover="auto"
        className="inset-auto top-13 right-3 m-0 w-64 rounded-md border-0 bg-raised p-1.5 text-ink shadow-float sm:right-6"
      >
        <p className="truncate px-3 pt-2 pb-2 text-sm text-quiet">
          <span className="sr-only">Signed in as </span>
          {viewer.email}
        </p>
        <nav aria-label="Account" className="grid border-t py-1">
          {[
            ['/account', 'Account'],
            ['/credits', 'Credits'],
            ['/library', 'Library'],
          ].map(([href, label]) => (
            <Link key={href} href={href ?? '/'} className="flex min-h-10 items-center rounded-sm px-3 text-sm hover:bg-sunken">
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
