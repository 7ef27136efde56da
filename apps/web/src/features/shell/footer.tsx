import Link from 'next/link'
import { classNames } from '../../components/class-names.ts'
import { Mark } from '../../components/mark.tsx'

/** The foot of every page but the studio, as wide as what is above it. */
export function Footer({ wide = false }: { wide?: boolean }) {
  return (
    <footer className="mt-auto border-t">
      <div
        className={classNames(
          'mx-auto flex flex-wrap items-center gap-x-8 gap-y-3 px-4 py-8 text-sm text-quiet sm:px-6',
          wide ? 'max-w-[84rem]' : 'max-w-6xl',
        )}
      >
        <span className="flex items-center gap-2 text-ink">
          <Mark size={20} />
          Photos in, pen-ready lines out.
        </span>
        <nav aria-label="Foot" className="ml-auto flex flex-wrap gap-x-6 gap-y-2">
          <Link href="/studio" className="link">
            Studio
          </Link>
          <Link href="/#prices" className="link">
            Prices
          </Link>
          <a href="/api/openapi.json" className="link">
            API
          </a>
        </nav>
      </div>
    </footer>
  )
}
