import { formatDuration, formatLength, formatStrokes } from '../../components/figures.ts'
import { CompareSheet } from './compare-sheet.tsx'
import drawings from './drawings.json' with { type: 'json' }
import { HeroDrop } from './hero-drop.tsx'

/** What it is, what it looks like, and the first step, all before anything is scrolled. */
export function Hero() {
  const shown = drawings.styles.find(({ name }) => name === 'sketch') ?? drawings.styles[0]
  return (
    <section className="mx-auto grid w-full max-w-[84rem] items-center gap-x-14 gap-y-10 px-4 pt-10 pb-16 sm:px-6 lg:grid-cols-[minmax(0,5fr)_minmax(0,7fr)] lg:pt-16 lg:pb-24">
      <div className="grid gap-6">
        <h1 className="text-4xl leading-[1.08] font-[520] tracking-[-0.03em] sm:text-5xl lg:text-[min(var(--text-6xl),4.2vw)]">
          Photos in,
          <br />
          pen-ready lines out.
        </h1>
        <p className="max-w-[46ch] text-lg text-quiet">
          Plotline turns a photograph into real pen strokes, sorted and timed, in a file your plotter, laser
          or cutter takes as it is.
        </p>
        <HeroDrop />
        <p className="text-sm text-quiet">
          The preview is drawn in your browser; nothing is sent before you order. The first 3 drawings are
          free.
        </p>
      </div>
      {shown ? (
        <CompareSheet drawing={`/landing/${shown.name}.svg`}>
          <p className="figures min-w-0 flex-1 basis-72 pt-1.5 text-sm text-quiet">
            {shown.label} · A4 · {formatStrokes(shown.strokes)} · {formatLength(shown.penDownMm)} ink · about{' '}
            {formatDuration(shown.plotSeconds)} on {drawings.device}
          </p>
        </CompareSheet>
      ) : null}
    </section>
  )
}
