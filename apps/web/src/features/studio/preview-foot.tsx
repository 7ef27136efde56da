'use client'
import type { Device } from '@plotline/strokes'
import { stageNames } from '@plotline/vectorizer'
import { ErrorText } from '../../components/error-text.tsx'
import { Working } from '../../components/working.tsx'
import { stageLabels } from '../job/stage-labels.ts'
import { StatsLine } from '../sheet/stats-line.tsx'
import type { Preview } from './use-preview.ts'

type PreviewFootProps = {
  preview: Preview
  device: Device | null
  /** Of the photo itself, said before anything is ordered. */
  warnings: readonly string[]
}

/** Under the sheet: what the plot will take, or what the engine is doing. */
export function PreviewFoot({ preview, device, warnings }: PreviewFootProps) {
  const { stats, stage, failed } = preview
  const step = stage ? stageNames.indexOf(stage) : -1
  return (
    <div className="grid min-h-12 shrink-0 content-center gap-1 border-t px-4 py-2">
      <ErrorText className="text-center">
        {failed ? 'The preview stopped. Change a setting to try again; ordering still works.' : null}
      </ErrorText>
      {[...warnings, ...preview.warnings].map((warning) => (
        <p key={warning} role="status" className="text-center text-sm text-warning">
          {warning}
        </p>
      ))}
      <div className="flex items-center justify-center gap-3">
        {stats ? <StatsLine stats={stats} device={device?.label} /> : null}
        {step >= 0 ? (
          <Working>
            <span className={stats ? 'sr-only' : ''}>{stage ? stageLabels[stage] : ''}</span>
          </Working>
        ) : null}
      </div>
    </div>
  )
}
