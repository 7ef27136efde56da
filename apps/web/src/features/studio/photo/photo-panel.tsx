'use client'
import { useEffect, useRef } from 'react'
import { Button } from '../../../components/button.tsx'
import { ErrorText } from '../../../components/error-text.tsx'
import { formatBytes } from '../../../components/figures.ts'
import { type FileProblem, wordsFor } from '../use-studio.ts'
import type { Photo } from './open-photo.ts'

type PhotoPanelProps = {
  photo: Photo
  /** Of a file that was to take its place. */
  problem?: FileProblem | undefined
  onCrop: () => void
  onReplace: () => void
}

/** The photo at hand, and the ways to a part of it and to another one. */
export function PhotoPanel({ photo, problem, onCrop, onReplace }: PhotoPanelProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const element = canvas.current
    if (!element || !photo.image) return
    const scale = 160 / Math.max(photo.image.width, photo.image.height)
    element.width = Math.round(photo.image.width * scale)
    element.height = Math.round(photo.image.height * scale)
    element.getContext('2d')?.drawImage(photo.image, 0, 0, element.width, element.height)
  }, [photo])
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <div className="flex items-center gap-3">
        {photo.image ? (
          <canvas ref={canvas} role="img" aria-label="Your photo" className="max-h-16 max-w-20 rounded-sm" />
        ) : null}
        <div className="min-w-0 flex-1">
          <p className="truncate text-sm font-[550]" title={photo.name}>
            {photo.name}
          </p>
          <p className="figures text-xs text-quiet">{formatBytes(photo.blob.size)}</p>
        </div>
        <div className="grid gap-1">
          <Button size="sm" onClick={onReplace}>
            Replace
          </Button>
          {photo.image ? (
            <Button size="sm" onClick={onCrop}>
              Crop
            </Button>
          ) : null}
        </div>
      </div>
      <ErrorText>{problem ? wordsFor(problem) : null}</ErrorText>
    </div>
  )
}
