import type { ViewDrawing } from '../sheet/view-drawing.ts'

/**
 * The studio's last preview, kept for the job's page, which shows it growing while the server draws.
 * In memory only: after a reload the page shows the photo instead.
 */
let kept: { jobId: string; drawing: ViewDrawing | null } | null = null

export function keepPreview(jobId: string, drawing: ViewDrawing | null): void {
  kept = { jobId, drawing }
}

export const previewOf = (jobId: string): ViewDrawing | null => (kept?.jobId === jobId ? kept.drawing : null)
