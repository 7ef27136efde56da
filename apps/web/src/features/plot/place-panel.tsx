'use client'
import type { Device } from '@plotline/strokes'
import { RotateCw, Scaling } from 'lucide-react'
import { Button } from '../../components/button.tsx'
import { ChoiceField } from '../../components/field.tsx'
import { formatSize } from '../../components/figures.ts'
import { NumberField } from '../../components/number-fields.tsx'
import { SliderField } from '../../components/slider-field.tsx'
import { PaperField } from '../sheet/paper-field.tsx'
import { mostMarginMm, orientationChoices } from '../studio/fields/page-fields.tsx'
import { AlignGrid } from './align-grid.tsx'
import { aligned, drawnAt, fitted, type Place, scaled, sheetFor, turned } from './place.ts'
import type { Opened } from './use-plot.ts'

type PlacePanelProps = {
  opened: Opened
  place: Place
  device: Device
  onChange: (place: Place) => void
}

/** Where the drawing lies: paper, margin, size, turn, corner. */
export function PlacePanel({ opened, place, device, onChange }: PlacePanelProps) {
  const sheet = sheetFor(place, device, opened.sheet.paperColor)
  const size = drawnAt(opened, place)
  /** Another sheet or another turn: the drawing fills it again. */
  const refit = (change: Partial<Place>) => {
    const next = { ...place, ...change }
    onChange(fitted(opened, next, sheetFor(next, device, opened.sheet.paperColor)))
  }
  return (
    <section aria-label="Place" className="grid gap-4">
      <h2 className="text-sm font-[560] tracking-normal">Place</h2>
      <div className="grid grid-cols-[repeat(auto-fit,minmax(11rem,1fr))] gap-3">
        <PaperField
          value={place.paper}
          others={[['bed', `All it reaches (${formatSize(device.bed.widthMm, device.bed.heightMm)})`]]}
          onChange={(paper) => refit({ paper })}
        />
        <ChoiceField
          label="Orientation"
          value={place.orientation}
          choices={orientationChoices}
          onChange={(orientation) => refit({ orientation })}
        />
      </div>
      <SliderField
        label="Margin"
        unit="mm"
        min={0}
        max={mostMarginMm}
        step={1}
        value={place.marginMm}
        onChange={(marginMm) => refit({ marginMm })}
      />
      <div className="grid items-start gap-4 min-[24rem]:grid-cols-[1fr_auto]">
        <div className="grid gap-2">
          <NumberField
            label="Width"
            unit="mm"
            min={1}
            max={5000}
            value={rounded(size.widthMm)}
            onChange={(width) =>
              onChange(width ? scaled(opened, place, width) : fitted(opened, place, sheet))
            }
          />
          <NumberField
            label="Height"
            unit="mm"
            min={1}
            max={5000}
            value={rounded(size.heightMm)}
            onChange={(height) =>
              onChange(
                height
                  ? scaled(opened, place, (size.widthMm * height) / size.heightMm)
                  : fitted(opened, place, sheet),
              )
            }
          />
          <NumberField
            label="From the left"
            unit="mm"
            min={-5000}
            max={5000}
            value={rounded(place.xMm)}
            onChange={(xMm = 0) => onChange({ ...place, xMm })}
          />
          <NumberField
            label="From the top"
            unit="mm"
            min={-5000}
            max={5000}
            value={rounded(place.yMm)}
            onChange={(yMm = 0) => onChange({ ...place, yMm })}
          />
          <NumberField
            label="Turned by"
            unit="°"
            min={-360}
            max={360}
            value={rounded(place.turnDeg)}
            onChange={(turnDeg = 0) => onChange(turned(opened, place, turnDeg))}
          />
        </div>
        <AlignGrid onAlign={(corner) => onChange(aligned(opened, place, sheet, corner))} />
      </div>
      <div className="grid grid-cols-2 gap-2">
        <Button onClick={() => refit({ turnDeg: turned(opened, place, place.turnDeg + 90).turnDeg })}>
          <RotateCw size={18} strokeWidth={1.5} aria-hidden="true" />
          Turn by 90°
        </Button>
        <Button onClick={() => onChange(fitted(opened, place, sheet))}>
          <Scaling size={18} strokeWidth={1.5} aria-hidden="true" />
          Fit
        </Button>
      </div>
    </section>
  )
}

const rounded = (value: number) => Math.round(10 * value) / 10
