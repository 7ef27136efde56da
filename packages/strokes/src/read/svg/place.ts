import type { Stencil } from '../clip/stencil.ts'
import type { Matrix } from '../matrix.ts'
import type { XmlElement } from '../xml/xml.ts'
import type { Style } from './style.ts'
import type { ViewBox, Viewport } from './units.ts'

/** A group of areas of our own; `isBordered` where their borders are strokes as well. */
export type AreaGroup = { readonly isBordered: boolean }

/** What holds at a place in the tree. */
export type Place = {
  /** From the units there to mm on the page. */
  readonly matrix: Matrix
  readonly style: Style
  readonly viewport: Viewport
  readonly layer: string | null
  readonly areas: AreaGroup | null
  /** What the references that we are inside of refer to. */
  readonly using: readonly XmlElement[]
  /** What of the page is seen there; `null` for all of it. */
  readonly seen: Stencil | null
  /** What is done with a shape. */
  readonly draw: (element: XmlElement, place: Place) => void
}

/** What every part of a reading has at hand. */
export type Reading = {
  leave(what: string): void
  /** Counts points as they are made. Throws `too_large`. */
  spendPoints(points: number): void
  byId(id: string): XmlElement | undefined
  /** Draws an element with all that is in it. */
  walk(element: XmlElement, place: Place): void
  /** The style of an element that is drawn elsewhere than it stands, such as a marker. */
  styleAt(element: XmlElement, viewport: Viewport): Style
  /** What an element's `transform` makes of its units, in a place of its style. */
  transformOf(element: XmlElement, place: Place): Matrix
  /** What an element that was entered draws, in its own units: the box around it, `null` for nothing. */
  boxOf(element: XmlElement, place: Place): ViewBox | null
}
