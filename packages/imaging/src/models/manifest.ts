/** What a network answers: a mask of the subject, or a map of edges. */
export type ModelKind = 'subject' | 'edges'

/** One network: where it comes from, how its bytes are known, and how pixels are brought to what it takes. */
export type Described = {
  readonly name: string
  readonly label: string
  /** `null`: not to be fetched, only taken where someone has laid it. */
  readonly url: string | null
  readonly sha256: string
  readonly bytes: number
  readonly license: string
  /** Taken off each channel, and divided by, in the network's own order of channels. */
  readonly mean: readonly [number, number, number]
  readonly std: readonly [number, number, number]
}

/** A subject-finding network; its pixels are divided by the picture's brightest value before mean and deviation. */
export type SubjectModel = Described & {
  readonly kind: 'subject'
  /** The square the picture is squeezed into, in px. */
  readonly inputPx: number
  /** The model this one may stand in for; the result then names this one. */
  readonly standInFor?: string
}

/** An edge-finding network, such as HED, DexiNed or TEED. It answers a map of the size it was shown. */
export type EdgeModel = Described & {
  readonly kind: 'edges'
  /** The one width and height it takes, in px, into which the picture is fitted; null: any that `stridePx` divides. */
  readonly inputPx: readonly [number, number] | null
  readonly stridePx: number
  /** A picture whose longest side is longer, in px, is shown to it shrunken: it bounds time and memory. */
  readonly longestPx: number
  readonly channels: 'rgb' | 'bgr'
  /** The value of white, before mean and deviation. */
  readonly white: number
  /** Which of its outputs is the map; null: the last, where these networks put the fused one. */
  readonly output: string | null
  /** Whether it answers logits, which a sigmoid brings to 0 … 1. */
  readonly logits: boolean
}

export type Model = SubjectModel | EdgeModel
export type ModelOf<K extends ModelKind> = Extract<Model, { kind: K }>

const releases = 'https://github.com/danielgatis/rembg/releases/download/v0.0.0'
const imageNet = { mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] } as const

/**
 * The models that ship, by name. A file is used only if its bytes have the hash written here. None finds edges: no
 * such network was at hand under a licence that lets it be passed on.
 * Conversions and preprocessing are rembg's; the networks are U²-Net (Qin et al. 2020) and IS-Net (Qin et al. 2022).
 */
export const models: readonly Model[] = [
  {
    kind: 'subject',
    name: 'u2netp',
    label: 'U²-Net p, small and quick',
    url: `${releases}/u2netp.onnx`,
    sha256: '309c8469258dda742793dce0ebea8e6dd393174f89934733ecc8b14c76f4ddd8',
    bytes: 4_574_861,
    license: 'Apache-2.0',
    inputPx: 320,
    ...imageNet,
  },
  {
    kind: 'subject',
    name: 'u2netp-w16',
    label: 'U²-Net p with weights rounded to half precision',
    url: null,
    sha256: '55e6c8f1a598fb4a9d7b9d8d480ba49d54797e0cd67392dd56dd8d84139bcaac',
    bytes: 4_576_525,
    license: 'Apache-2.0',
    inputPx: 320,
    ...imageNet,
    standInFor: 'u2netp',
  },
  {
    kind: 'subject',
    name: 'u2net',
    label: 'U²-Net, full size',
    url: `${releases}/u2net.onnx`,
    sha256: '8d10d2f3bb75ae3b6d527c77944fc5e7dcd94b29809d47a739a7a728a912b491',
    bytes: 175_997_641,
    license: 'Apache-2.0',
    inputPx: 320,
    ...imageNet,
  },
  {
    kind: 'subject',
    name: 'silueta',
    label: 'Silueta, U²-Net cut down to 43 MB',
    url: `${releases}/silueta.onnx`,
    sha256: '75da6c8d2f8096ec743d071951be73b4a8bc7b3e51d9a6625d63644f90ffeedb',
    bytes: 44_173_029,
    license: 'none stated (xuebinqin/U-2-Net, issue 295)',
    inputPx: 320,
    ...imageNet,
  },
  {
    kind: 'subject',
    name: 'isnet-general-use',
    label: 'IS-Net, fine detail, slow',
    url: `${releases}/isnet-general-use.onnx`,
    sha256: '60920e99c45464f2ba57bee2ad08c919a52bbf852739e96947fbb4358c0d964a',
    bytes: 178_648_008,
    license: 'Apache-2.0',
    inputPx: 1024,
    mean: [0.5, 0.5, 0.5],
    std: [1, 1, 1],
  },
]
