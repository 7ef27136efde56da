import {
  downloadName,
  removeAssets,
  type ServiceContext,
  type StartedJob,
  type StoredFile,
  storeFile,
} from '@plotline/services'
import type { DrawOutcome, WrittenFile } from '../threads/messages.ts'

/** Under which kind and format each file is kept. */
const kept = {
  json: { kind: 'artifact', format: 'json' },
  svg: { kind: 'artifact', format: 'svg' },
  png: { kind: 'preview', format: 'preview' },
} as const satisfies Record<WrittenFile['format'], unknown>

/**
 * Stores what a drawing is shown and written from: its JSON, its SVG, its preview. All stay pending; where one cannot be
 * stored, none is left.
 */
export async function storeOutcome(
  ctx: ServiceContext,
  job: StartedJob,
  { files }: DrawOutcome,
  signal: AbortSignal,
): Promise<StoredFile[]> {
  const stored: StoredFile[] = []
  try {
    for (const { format, bytes, contentType, extension } of files) {
      signal.throwIfAborted()
      stored.push(
        await storeFile(ctx, {
          ...kept[format],
          userId: job.userId,
          jobId: job.jobId,
          extension,
          contentType,
          filename: downloadName({ filename: job.filename, style: job.recipe.style }, extension),
          bytes,
        }),
      )
    }
    return stored
  } catch (error) {
    await dropFiles(ctx, job, stored)
    throw error
  }
}

/** Removes files that nobody is to see. What cannot be removed now expires with the end of the job. */
export async function dropFiles(
  ctx: ServiceContext,
  { jobId }: StartedJob,
  files: readonly StoredFile[],
): Promise<void> {
  await removeAssets(ctx, files).catch((error: unknown) =>
    ctx.log('warn', 'job.files_left', { jobId, message: String(error) }),
  )
}
