import { styles } from '@plotline/vectorizer'
import { formatDuration, formatStrokes } from '../../components/figures.ts'
import drawings from './drawings.json' with { type: 'json' }

/** The same photo in several ways of drawing. */
export function StylesSection() {
  return (
    <section aria-labelledby="styles" className="border-t">
      <div className="mx-auto w-full max-w-[84rem] px-4 py-16 sm:px-6 lg:py-24">
        <h2 id="styles" className="text-3xl">
          Every style, drawn from your photo
        </h2>
        <p className="mt-3 max-w-[60ch] text-quiet">
          Here are {drawings.styles.length} of {styles.length}; the studio tries all of them on your photo.
          Turn detail, darkness, smoothness and density until it is the drawing you meant.
        </p>
        <ul className="mt-10 grid gap-x-8 gap-y-10 md:grid-cols-3">
          {drawings.styles.map((style) => (
            <li key={style.name} className="grid content-start gap-4">
              {/* biome-ignore lint/performance/noImgElement: an SVG of our own */}
              <img
                src={`/landing/${style.name}.svg`}
                alt={`The still life in the style ${style.label}`}
                loading="lazy"
                width={297}
                height={210}
                className="sheet-paper h-auto w-full"
              />
              <div className="grid gap-1">
                <h3 className="text-lg">{style.label}</h3>
                <p className="text-sm text-quiet">{style.sentence}</p>
                <p className="figures text-sm">
                  {formatStrokes(style.strokes)} · about {formatDuration(style.plotSeconds)}
                </p>
              </div>
            </li>
          ))}
        </ul>
      </div>
    </section>
  )
}
