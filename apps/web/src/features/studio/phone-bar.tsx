'use client'
import { Download, PenLine, RectangleVertical, Shapes, SlidersHorizontal, X } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import { IconButton } from '../../components/button.tsx'

const phonePanels = ['style', 'adjust', 'pens', 'page', 'export'] as const
export type PhonePanel = (typeof phonePanels)[number]

const labels: Record<PhonePanel, { label: string; icon: typeof Shapes }> = {
  style: { label: 'Style', icon: Shapes },
  adjust: { label: 'Adjust', icon: SlidersHorizontal },
  pens: { label: 'Pens', icon: PenLine },
  page: { label: 'Page', icon: RectangleVertical },
  export: { label: 'Export', icon: Download },
}

type PhoneBarProps = {
  open: PhonePanel | null
  onOpen: (panel: PhonePanel | null) => void
  children: ReactNode
}

/** The bar under a phone's thumb; what it opens lies over the lower half, the sheet stays in sight above. */
export function PhoneBar({ open, onOpen, children }: PhoneBarProps) {
  const id = useId()
  return (
    <>
      {open ? (
        <section
          id={id}
          aria-label={labels[open].label}
          className="relative max-h-[46dvh] min-h-40 shrink-0 animate-sheet-up overflow-y-auto border-t bg-raised px-4 pt-3 pb-4"
          onKeyDown={(event) => event.key === 'Escape' && onOpen(null)}
        >
          <IconButton name="Close" className="absolute top-1.5 right-2 z-10" onClick={() => onOpen(null)}>
            <X size={18} strokeWidth={1.5} aria-hidden="true" />
          </IconButton>
          {children}
        </section>
      ) : null}
      <div
        role="toolbar"
        aria-label="Drawing"
        className="sticky bottom-0 grid shrink-0 grid-cols-5 border-t bg-desk pb-[env(safe-area-inset-bottom)]"
      >
        {phonePanels.map((panel) => {
          const { label, icon: Icon } = labels[panel]
          return (
            <button
              key={panel}
              type="button"
              aria-expanded={open === panel}
              aria-controls={open === panel ? id : undefined}
              onClick={() => onOpen(open === panel ? null : panel)}
              className="grid min-h-14 place-content-center justify-items-center gap-0.5 text-xs aria-expanded:text-blue focus-visible:-outline-offset-2"
            >
              <Icon size={20} strokeWidth={1.5} aria-hidden="true" />
              {label}
            </button>
          )
        })}
      </div>
    </>
  )
}
