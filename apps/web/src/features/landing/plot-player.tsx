'use client'
import { Pause, Play } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { IconButton } from '../../components/button.tsx'

type Plan = { width: number; height: number; color: string; penWidth: number; strokes: string[] }
const playMs = 14_000

/** The strokes of one of our compact SVGs, in plotting order. */
async function fetchPlan(address: string, signal: AbortSignal): Promise<Plan> {
  const text = await (await fetch(address, { signal })).text()
  const svg = new DOMParser().parseFromString(text, 'image/svg+xml').documentElement
  const path = svg.querySelector('path')
  const [, , width = 1, height = 1] = (svg.getAttribute('viewBox') ?? '').split(' ').map(Number)
  return {
    width,
    height,
    color: path?.getAttribute('stroke') ?? '#1b1f2a',
    penWidth: Number(path?.getAttribute('stroke-width') ?? 3),
    strokes: (path?.getAttribute('d') ?? '').split('M').slice(1),
  }
}

/** Plots a drawing on a canvas, pen and all. Paused by a button; with reduced motion it is drawn at once. */
export function PlotPlayer({ drawing, onEnd }: { drawing: string; onEnd: () => void }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const pen = useRef<HTMLSpanElement>(null)
  const paused = useRef(false)
  const end = useRef(onEnd)
  end.current = onEnd
  const [isPaused, setIsPaused] = useState(false)

  useEffect(() => {
    const control = new AbortController()
    let frame = 0
    const play = async () => {
      const plan = await fetchPlan(drawing, control.signal)
      const element = canvas.current
      const context = element?.getContext('2d')
      if (!element || !context) return
      const ratio = Math.min(window.devicePixelRatio || 1, 2)
      element.width = element.clientWidth * ratio
      element.height = element.clientHeight * ratio
      const scale = element.width / plan.width
      context.setTransform(scale, 0, 0, scale, 0, 0)
      context.strokeStyle = plan.color
      context.lineWidth = Math.max(plan.penWidth, 0.6 / scale)
      context.lineCap = 'round'
      context.lineJoin = 'round'
      const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches
      let done = 0
      let due = 0
      let last = performance.now()
      const step = (now: number) => {
        if (!paused.current)
          due += still ? plan.strokes.length : ((now - last) / playMs) * plan.strokes.length
        last = now
        for (; done < Math.min(due, plan.strokes.length); done++)
          context.stroke(new Path2D(`M${plan.strokes[done]}`))
        movePen(pen.current, plan, plan.strokes[done])
        if (done < plan.strokes.length) frame = requestAnimationFrame(step)
        else end.current()
      }
      frame = requestAnimationFrame(step)
    }
    play().catch(() => {
      if (!control.signal.aborted) end.current()
    })
    return () => {
      control.abort()
      cancelAnimationFrame(frame)
    }
  }, [drawing])

  return (
    <>
      <canvas
        ref={canvas}
        role="img"
        aria-label="The drawing, being plotted"
        className="absolute inset-0 size-full"
      />
      <span
        ref={pen}
        aria-hidden="true"
        className="absolute -mt-1.5 -ml-1.5 size-3 rounded-full border-2 border-white bg-[#2440d8]"
      />
      <IconButton
        name={isPaused ? 'Go on' : 'Pause'}
        className="absolute right-2 bottom-2 bg-[#fcfbf8]"
        onClick={() => {
          paused.current = !isPaused
          setIsPaused(!isPaused)
        }}
      >
        {isPaused ? <Play size={18} strokeWidth={1.5} /> : <Pause size={18} strokeWidth={1.5} />}
      </IconButton>
    </>
  )
}

function movePen(pen: HTMLElement | null, plan: Plan, stroke: string | undefined): void {
  const [x, y] = (stroke ?? '').split(/[ l]/).map(Number)
  if (!pen || x === undefined || y === undefined || Number.isNaN(x + y)) return
  pen.style.left = `${(x / plan.width) * 100}%`
  pen.style.top = `${(y / plan.height) * 100}%`
}
