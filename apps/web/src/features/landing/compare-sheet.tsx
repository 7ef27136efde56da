'use client'
import { ChevronsLeftRight, Play } from 'lucide-react'
import { type CSSProperties, type ReactNode, useState } from 'react'
import { Button } from '../../components/button.tsx'
import drawings from './drawings.json' with { type: 'json' }
import { PlotPlayer } from './plot-player.tsx'

const { sheet, photo } = drawings
const percent = (share: number) => `${(share * 100).toFixed(3)}%`
const photoPlace: CSSProperties = {
  left: percent(photo.xMm / sheet.widthMm),
  top: percent(photo.yMm / sheet.heightMm),
  width: percent(photo.widthMm / sheet.widthMm),
  height: percent(photo.heightMm / sheet.heightMm),
}

/** A photo and its drawing on one sheet, with a seam to move; or the drawing plotted anew, stroke by stroke. */
export function CompareSheet({ drawing, children }: { drawing: string; children: ReactNode }) {
  const [split, setSplit] = useState(38)
  const [playing, setPlaying] = useState(false)
  return (
    <div className="grid gap-3">
      <div
        className="sheet-paper relative aspect-[297/210] overflow-hidden"
        style={{ '--split': `${split}%` } as CSSProperties}
      >
        {playing ? (
          <PlotPlayer drawing={drawing} onEnd={() => setPlaying(false)} />
        ) : (
          <>
            {/* biome-ignore lint/performance/noImgElement: an SVG of our own, nothing to optimise */}
            <img
              src={drawing}
              alt="A pen drawing of a bottle, a pear, an apple, a cup and a cloth, made by Plotline"
              className="absolute inset-0 size-full [clip-path:inset(0_0_0_var(--split))]"
              fetchPriority="high"
            />
            <div className="absolute inset-0 [clip-path:inset(0_calc(100%_-_var(--split))_0_0)]">
              {/* biome-ignore lint/performance/noImgElement: already of the right size and type */}
              <img
                srcSet="/landing/still-life-640.webp 640w, /landing/still-life.webp 1280w"
                sizes="(min-width: 64rem) 45vw, 80vw"
                src="/landing/still-life.webp"
                alt="The still life it was made from"
                className="absolute"
                style={photoPlace}
              />
            </div>
            <input
              type="range"
              min={0}
              max={100}
              value={split}
              onChange={(event) => setSplit(Number(event.target.value))}
              aria-label="Photo or drawing"
              aria-valuetext={`${split} % photo`}
              className="peer absolute inset-0 size-full cursor-ew-resize touch-pan-y opacity-0"
            />
            <span
              aria-hidden="true"
              className="pointer-events-none absolute inset-y-0 left-(--split) w-[1.5px] -translate-x-1/2 bg-[#2440d8]"
            />
            <span
              aria-hidden="true"
              className="pointer-events-none absolute top-1/2 left-(--split) grid size-10 -translate-1/2 place-items-center rounded-full bg-[#2440d8] text-white outline-offset-2 outline-[#2440d8] peer-focus-visible:outline-2"
            >
              <ChevronsLeftRight size={20} strokeWidth={1.5} />
            </span>
          </>
        )}
      </div>
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
        {children}
        <Button size="sm" look="plain" onClick={() => setPlaying((now) => !now)}>
          <Play size={16} strokeWidth={1.5} aria-hidden="true" />
          {playing ? 'Show it finished' : 'Watch it being plotted'}
        </Button>
      </div>
    </div>
  )
}
