import Link from 'next/link'
import { ButtonLink } from '../../components/button.tsx'
import { formatCount } from '../../components/figures.ts'
import { Mark } from '../../components/mark.tsx'
import type { Viewer } from '../session/viewer.ts'
import { AccountMenu } from './account-menu.tsx'
import { NavLink } from './nav-link.tsx'
import { ThemeToggle } from './theme-toggle.tsx'

/** The bar on top of every page: where you can go, what you have, who you are. */
export function Header({ viewer }: { viewer: Viewer | null }) {
  return (
    <header className="sticky top-0 z-30 flex h-14 shrink-0 items-center gap-3 border-b bg-desk px-4 sm:gap-6 sm:px-6">
      <Link
        href="/"
        className="flex min-h-9 items-center gap-2 font-[600] tracking-[-0.01em]"
        aria-label="Plotline, home"
      >
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
        {viewer ? <AccountMenu email={viewer.email} /> : <SignInLink />}
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
      {formatCount(balance)}
      <span className="max-[24rem]:sr-only">&nbsp;{balance === 1 ? 'credit' : 'credits'}</span>
    </Link>
  )
}

const SignInLink = () => (
  <ButtonLink href="/sign-in" size="sm" look="outline">
    Sign in
  </ButtonLink>
)
