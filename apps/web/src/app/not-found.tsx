import { ButtonLink } from '../components/button.tsx'
import { Empty } from '../components/empty.tsx'

export default function NotFound() {
  return (
    <main id="content" className="grid flex-1 place-items-center">
      <Empty
        isPage
        title="Nothing is drawn here"
        action={
          <>
            <ButtonLink href="/studio" look="primary">
              Open the studio
            </ButtonLink>
            <ButtonLink href="/library">Go to the library</ButtonLink>
          </>
        }
      >
        <p>The page does not exist, or what was here has been deleted or has expired.</p>
      </Empty>
    </main>
  )
}
