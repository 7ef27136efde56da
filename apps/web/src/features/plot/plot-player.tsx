'use client'
import { Pause, Play, Square } from 'lucide-react'
import { IconButton } from '../../components/button.tsx'
import { formatDuration } from '../../components/figures.ts'
import { type Player, type Speed, speeds } from './use-player.ts'

const icon = { size: 18, strokeWidth: 1.5, 'aria-hidden': true } as const

/** Plays the plot in the machine's time: play, pause, scrub, faster. */
export function PlotPlayer({ player }: { player: Player }) {
  const { seconds, totalSeconds, playing, plotted, speed, toggle, setSpeed, seek, stop } = player
  return (
    <div className="flex w-full min-w-0 flex-wrap items-center gap-2 sm:w-auto sm:max-w-xl sm:flex-1 sm:flex-nowrap">
      {toggle ? (
        <IconButton name={playing ? 'Pause the plot' : 'Play the plot'} onClick={toggle}>
          {playing ? <Pause {...icon} /> : <Play {...icon} />}
        </IconButton>
      ) : null}
      <input
        type="range"
        aria-label="Time in the plot"
        aria-valuetext={`${formatDuration(seconds)} of ${formatDuration(totalSeconds)}`}
        min={0}
        max={totalSeconds}
        step="any"
        value={plotted === null ? totalSeconds : seconds}
        onChange={(event) => seek(Number(event.target.value))}
        className="order-first h-6 min-w-16 flex-1 basis-full accent-ink sm:order-none sm:basis-auto"
      />
      <span className="figures min-w-36 flex-1 text-right text-xs whitespace-nowrap text-quiet sm:flex-none">
        {plotted === null
          ? formatDuration(totalSeconds)
          : `${formatDuration(seconds)} of ${formatDuration(totalSeconds)}, ${Math.floor((100 * seconds) / totalSeconds)} %`}
      </span>
      {toggle ? (
        <select
          aria-label="Speed"
          value={speed}
          onChange={(event) => setSpeed(Number(event.target.value) as Speed)}
          className="figures min-h-8 rounded-sm border border-edge bg-raised px-1 text-xs"
        >
          {speeds.map((times) => (
            <option key={times} value={times}>
              {times} ×
            </option>
          ))}
        </select>
      ) : null}
      <IconButton name="Show all of it" onClick={stop} disabled={plotted === null}>
        <Square {...icon} />
      </IconButton>
    </div>
  )
}
