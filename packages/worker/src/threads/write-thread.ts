import { parentPort } from 'node:worker_threads'
import { DomainError, renderExport } from '@plotline/services/render'
import type { WriteAnswer, WriteRequest } from './messages.ts'
import { standAlone } from './stand-alone.ts'
import { failedBy } from './threads.ts'

const port = parentPort
if (!port) throw new Error('Expected to be started as a thread.')

port.on('message', ({ drawing, request, job }: WriteRequest) => {
  const answer = (message: WriteAnswer, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer)
  try {
    const rendered = renderExport(drawing, request, job)
    const bytes = standAlone(rendered.bytes)
    answer({ type: 'done', outcome: { ...rendered, bytes } }, [bytes.buffer])
  } catch (error) {
    // A refusal keeps its code; anything else that is thrown is a fault of ours, and would be thrown again.
    answer(failedBy(error, error instanceof DomainError ? error.code : 'internal'))
  }
})
