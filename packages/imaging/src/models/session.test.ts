import type { InferenceSession } from 'onnxruntime-node'
import { describe, expect, test } from 'vitest'
import type { Provider } from './providers.ts'
import { openSession, type Runtime } from './session.ts'

const model = new Uint8Array([1])

/** A machine whose ONNX Runtime knows `backends`, has these files, and opens sessions on `working` only. */
function machine(
  backends: readonly string[],
  { files = [], working, platform = 'linux' }: { files?: string[]; working: Provider[]; platform?: string },
): Runtime & { readonly tried: Provider[] } {
  const tried: Provider[] = []
  return {
    tried,
    platform,
    librariesDir: '/lib',
    exists: (path) => files.includes(path),
    backends: () => backends,
    create: async (_, provider) => {
      tried.push(provider)
      if (!working.includes(provider)) throw new Error(`no device\nfor ${provider}`)
      // Nothing is asked of it here.
      return {} as InferenceSession
    },
  }
}

const cudaLibrary = '/lib/libonnxruntime_providers_cuda.so'
const linux = ['cpu', 'webgpu', 'cuda', 'tensorrt']

describe('openSession', () => {
  test('takes CUDA where its library and a device are', async () => {
    const gpu = machine(linux, { files: [cudaLibrary, '/dev/dri'], working: ['cuda', 'webgpu', 'cpu'] })
    expect(await openSession('m', model, gpu)).toMatchObject({ provider: 'cuda', passedOver: [] })
  })

  test('does not try what cannot be there, and says why', async () => {
    const plain = machine(linux, { working: ['cpu'] })
    expect(await openSession('m', model, plain)).toMatchObject({
      provider: 'cpu',
      passedOver: [
        { provider: 'cuda', reason: expect.stringContaining('docs/models.md') },
        { provider: 'webgpu', reason: expect.stringContaining('/dev/dri') },
      ],
    })
    expect(plain.tried).toEqual(['cpu'])
  })

  test('goes on to the next where a device fails on opening, and keeps the reason in one line', async () => {
    const broken = machine(linux, { files: [cudaLibrary, '/dev/dri'], working: ['webgpu', 'cpu'] })
    expect(await openSession('m', model, broken)).toMatchObject({
      provider: 'webgpu',
      passedOver: [{ provider: 'cuda', reason: 'no device for cuda' }],
    })
  })

  test('takes CoreML on a Mac before WebGPU', async () => {
    const mac = machine(['cpu', 'webgpu', 'coreml'], {
      working: ['coreml', 'webgpu', 'cpu'],
      platform: 'darwin',
    })
    expect((await openSession('m', model, mac)).provider).toBe('coreml')
  })

  test('says that a model is unusable where nothing opens it', async () => {
    const none = machine(['cpu'], { working: [] })
    await expect(openSession('m', model, none)).rejects.toMatchObject({ code: 'unusable' })
  })
})
