import { Button } from '../../components/button.tsx'
import { classNames } from '../../components/class-names.ts'
import { ErrorText } from '../../components/error-text.tsx'
import type { usePages } from './use-pages.ts'

type MoreButtonProps = { more: ReturnType<typeof usePages>['more']; label: string; className?: string }

/** Asks for the next page of a list, as long as there is one. */
export function MoreButton({ more, label, className }: MoreButtonProps) {
  if (!more.left) return null
  return (
    <div className={classNames('grid justify-items-center gap-2', className)}>
      <Button onClick={() => void more.run()} busy={more.busy}>
        {label}
      </Button>
      <ErrorText>{more.error}</ErrorText>
    </div>
  )
}
