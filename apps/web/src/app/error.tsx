'use client'
import { Button, ButtonLink } from '../components/button.tsx'
import { Empty } from '../components/empty.tsx'

type ErrorPageProps = { error: unknown; retry: () => void }

/** Something on our side broke while the page was made. */
export default function ErrorPage({ error, retry }: ErrorPageProps) {
  const digest = error instanceof Error && 'digest' in error ? String(error.digest) : null
  return (
    <main id="content" className="grid flex-1 place-items-center">
      <Empty
        isPage
        title="The pen slipped"
        action={
          <>
            <Button look="primary" onClick={retry}>
              Try again
            </Button>
            <ButtonLink href="/">Front page</ButtonLink>
          </>
        }
      >
        <p>Something went wrong on our side. Nothing was charged, and what you made is safe.</p>
        {digest ? <p className="figures mt-2 text-xs">Reference {digest}</p> : null}
      </Empty>
    </main>
  )
}
