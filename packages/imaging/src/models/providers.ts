/** What ONNX Runtime may run a network on. */
export type Provider = 'cuda' | 'coreml' | 'webgpu' | 'cpu'

/** A provider that was there by name and not taken, and why. */
export type PassedOver = { readonly provider: Provider; readonly reason: string }

/** Where this runs, as far as providers ask. */
export type Place = {
  readonly platform: string
  /** The folder of ONNX Runtime's libraries. */
  readonly librariesDir: string
  readonly exists: (path: string) => boolean
}

/** Best first; each is tried only where this build of ONNX Runtime knows it. */
export const providers: readonly Provider[] = ['cuda', 'coreml', 'webgpu', 'cpu']

/**
 * Why a provider that ONNX Runtime knows cannot work here, without trying it, which takes a second and prints what no one
 * has asked for; null where it may.
 */
export function absenceOf(provider: Provider, { platform, librariesDir, exists }: Place): string | null {
  if (platform !== 'linux') return null
  if (provider === 'cuda' && !exists(`${librariesDir}/libonnxruntime_providers_cuda.so`)) {
    return 'its library is not installed (docs/models.md says how)'
  }
  // On software a network is slower than on the processor itself.
  if (provider === 'webgpu' && !exists('/dev/dri')) return 'there is no graphics device (/dev/dri)'
  return null
}
