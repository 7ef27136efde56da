'use client'
import type { ReactNode } from 'react'
import { PhoneBar, type PhonePanel } from './phone-bar.tsx'

type Panels = Record<'photo' | 'style' | 'adjust' | 'pens' | 'page' | 'order', ReactNode>
type DeskProps = {
  isWide: boolean
  panels: Panels
  open: PhonePanel | null
  onOpen: (panel: PhonePanel | null) => void
  children: ReactNode
}

/**
 * Where things lie: three columns on a desk, a sheet over a thumb bar on a phone. The sheet is the same in both, so that
 * whoever turns a tablet on its side loses neither the view nor a photo that is being chosen.
 */
export function Desk({ isWide, panels, open, onOpen, children }: DeskProps) {
  return (
    <main
      id="content"
      className={
        isWide
          ? 'grid h-[calc(100dvh-3.5rem)] min-h-[30rem] grid-cols-[17.5rem_minmax(0,1fr)_19rem] overflow-hidden'
          : 'flex h-[calc(100dvh-3.5rem)] min-h-[26rem] flex-col'
      }
    >
      <h1 className="sr-only">Studio</h1>
      {isWide ? (
        <aside
          aria-label="Photo and style"
          className="relative grid grid-cols-[minmax(0,1fr)] content-start gap-6 overflow-y-auto border-r p-4"
        >
          {panels.photo}
          {panels.style}
        </aside>
      ) : null}
      <div className="flex min-h-0 min-w-0 flex-1 flex-col">{children}</div>
      {isWide ? (
        <aside aria-label="Settings" className="flex min-h-0 flex-col border-l">
          <div className="relative grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)] content-start gap-5 overflow-y-auto p-4">
            {panels.adjust}
            <hr />
            {panels.pens}
            <hr />
            {panels.page}
          </div>
          <div className="border-t p-4">{panels.order}</div>
        </aside>
      ) : (
        <PhoneBar open={open} onOpen={onOpen}>
          {open ? phonePanel(open, panels) : null}
        </PhoneBar>
      )}
    </main>
  )
}

function phonePanel(panel: PhonePanel, panels: Panels): ReactNode {
  if (panel !== 'export') return panels[panel]
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4 pt-1">
      <div className="pr-10">{panels.photo}</div>
      {panels.order}
      <p className="text-sm text-quiet">Files for every machine can be downloaded once it is drawn.</p>
    </div>
  )
}
