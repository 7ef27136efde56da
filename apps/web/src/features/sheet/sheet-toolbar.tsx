'use client'
import { Maximize, Minus, Pause, Play, Plus, Route, Square } from 'lucide-react'
import { IconButton } from '../../components/button.tsx'
import { classNames } from '../../components/class-names.ts'
import { formatCount } from '../../components/figures.ts'
import type { SheetMode } from './paint.ts'

const modes: readonly { mode: SheetMode; label: string; key: string }[] = [
  { mode: 'photo', label: 'Photo', key: 'P' },
  { mode: 'compare', label: 'Compare', key: 'C' },
  { mode: 'drawing', label: 'Drawing', key: '' },
]

type Replay = {
  plotted: number | null
  playing: boolean
  strokes: number
  toggle: () => void
  seek: (stroke: number) => void
  stop: () => void
}

type SheetToolbarProps = {
  percent: number
  isFitted: boolean
  onZoom: (factor: number) => void
  onFit: () => void
  mode: SheetMode
  onModeChange: ((mode: SheetMode) => void) | null
  showTravel: boolean
  onTravel: () => void
  replay: Replay | null
}

const icon = { size: 18, strokeWidth: 1.5, 'aria-hidden': true } as const

/** Under the sheet: what is shown, how large, and the plot played stroke by stroke. */
export function SheetToolbar(props: SheetToolbarProps) {
  const { percent, isFitted, onZoom, onFit, mode, onModeChange, showTravel, onTravel, replay } = props
  return (
    <div
      role="toolbar"
      aria-label="Sheet"
      className="flex shrink-0 flex-wrap items-center justify-center gap-x-0.5 px-1 py-1.5 sm:gap-x-2 sm:px-2"
    >
      {onModeChange ? (
        <fieldset className="flex rounded-md border border-edge/70 p-0.5">
          <legend className="sr-only">Show</legend>
          {modes.map(({ mode: value, label, key }) => (
            <button
              key={value}
              type="button"
              aria-pressed={mode === value}
              aria-keyshortcuts={key || undefined}
              title={key ? `${label} (${key})` : label}
              onClick={() => onModeChange(value)}
              className="min-h-7 rounded-sm px-1.5 text-sm sm:px-2.5 hover:bg-sunken aria-pressed:bg-ink aria-pressed:text-desk"
            >
              {label}
            </button>
          ))}
        </fieldset>
      ) : null}
      <div className="flex items-center">
        <IconButton name="Zoom out" onClick={() => onZoom(0.8)}>
          <Minus {...icon} />
        </IconButton>
        <span className="figures hidden w-12 text-center text-xs text-quiet sm:inline">{percent} %</span>
        <IconButton name="Zoom in" onClick={() => onZoom(1.25)}>
          <Plus {...icon} />
        </IconButton>
        <IconButton name="Fit the sheet" onClick={onFit} disabled={isFitted}>
          <Maximize {...icon} />
        </IconButton>
      </div>
      <div className="flex items-center">
        <IconButton
          name={showTravel ? 'Hide travel' : 'Show travel'}
          aria-pressed={showTravel}
          onClick={onTravel}
        >
          <Route {...icon} />
        </IconButton>
        {replay ? <ReplayControls {...replay} /> : null}
      </div>
    </div>
  )
}

function ReplayControls({ plotted, playing, strokes, toggle, seek, stop }: Replay) {
  const active = plotted !== null
  return (
    <>
      <IconButton name={playing ? 'Pause the plot' : 'Play the plot'} onClick={toggle}>
        {playing ? <Pause {...icon} /> : <Play {...icon} />}
      </IconButton>
      {active ? (
        <>
          <input
            type="range"
            aria-label="Strokes plotted"
            aria-valuetext={`${formatCount(plotted)} of ${formatCount(strokes)} strokes`}
            min={0}
            max={strokes - 1}
            value={plotted}
            onChange={(event) => seek(Number(event.target.value))}
            className="h-6 w-24 accent-ink sm:w-40"
          />
          <IconButton name="Stop" onClick={stop}>
            <Square {...icon} />
          </IconButton>
          <span className={classNames('figures hidden w-20 text-xs text-quiet lg:inline')}>
            {formatCount(plotted)}
          </span>
        </>
      ) : null}
    </>
  )
}
