import type { Plane, Raster } from '@plotline/strokes'
import { type LoadOptions, loadModel } from '../models/load.ts'

export type EdgeDetection = {
  /** How surely an edge runs through each pixel, 0 … 1, over the whole picture at the size the network saw it. */
  readonly edges: Plane
  /** The model's name. */
  readonly edgesBy: string
  /** Where it ran: `cuda`, `coreml` or `cpu`. */
  readonly provider: string
}

/**
 * Finds the edges of a picture by a network: the one named, else the first that can be had. There is none to fall
 * back to. Throws `ModelError`, or `signal.reason` when aborted: at once while a model is fetched, after the network's
 * answer while it runs, for ONNX Runtime gives it no turn to stop in.
 */
export async function detectEdges(raster: Raster, options: LoadOptions): Promise<EdgeDetection> {
  const { signal } = options
  signal?.throwIfAborted()
  const loaded = await loadModel('edges', options)
  signal?.throwIfAborted()
  // Loaded on first use: a run without a network needs no ONNX Runtime.
  const { runNetwork } = await import('./network.ts')
  const edges = await runNetwork(loaded, raster, signal)
  signal?.throwIfAborted()
  return { edges, edgesBy: loaded.model.name, provider: loaded.provider }
}
