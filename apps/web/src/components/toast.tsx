'use client'
import { Toast as Radix } from 'radix-ui'
import type { ReactNode } from 'react'

type ToastProps = {
  open: boolean
  onOpenChange: (open: boolean) => void
  children: ReactNode
  action?: { label: string; onPress: () => void }
  /** Milliseconds until it goes; paused while hovered or focused. */
  durationMs?: number
}

/** A word at the foot of the page, with at most one action, such as Undo. F8 moves to it. */
export function Toast({ open, onOpenChange, children, action, durationMs = 8000 }: ToastProps) {
  return (
    <Radix.Provider swipeDirection="down" label="Notification">
      <Radix.Root
        open={open}
        onOpenChange={onOpenChange}
        duration={durationMs}
        className="flex animate-rise items-center gap-4 rounded-md bg-ink py-2 pr-2 pl-4 text-sm text-desk shadow-float"
      >
        <Radix.Description className="min-w-0 flex-1">{children}</Radix.Description>
        {action ? (
          <Radix.Action
            altText={action.label}
            onClick={action.onPress}
            className="min-h-8 rounded-sm px-3 font-[560] underline underline-offset-3 hover:no-underline focus-visible:outline-desk"
          >
            {action.label}
          </Radix.Action>
        ) : null}
      </Radix.Root>
      <Radix.Viewport className="fixed bottom-[calc(1rem+env(safe-area-inset-bottom))] left-1/2 z-50 m-0 w-[min(28rem,calc(100vw-2rem))] -translate-x-1/2 list-none p-0 outline-none" />
    </Radix.Provider>
  )
}
