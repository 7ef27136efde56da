'use client'
import { PhotoDrop } from './photo/photo-drop.tsx'
import { type PhotoState, wordsFor } from './use-studio.ts'

/** The sheet before there is a photo: a place to put one. */
export function EmptySheet({ state, onFile }: { state: PhotoState; onFile: (file: File) => void }) {
  const isBusy = state.state === 'restoring' || state.state === 'opening'
  return (
    <div className="grid min-h-0 flex-1 place-items-center overflow-y-auto p-4">
      <div className="sheet-paper grid aspect-[210/297] max-h-full w-full max-w-[26rem] content-center gap-5 p-6 sm:p-8">
        <div className="grid gap-2">
          <h2 className="text-2xl">{isBusy ? 'Opening the photo' : 'Start with a photo'}</h2>
          <p className="text-quiet">
            It is drawn here in your browser while you choose. Nothing is sent before you order.
          </p>
        </div>
        <PhotoDrop
          busy={isBusy}
          onFile={onFile}
          error={state.state === 'problem' ? wordsFor(state.problem) : null}
        />
        <p className="figures text-xs text-quiet">JPEG PNG WebP AVIF TIFF GIF HEIC · up to 50 MB</p>
      </div>
    </div>
  )
}
