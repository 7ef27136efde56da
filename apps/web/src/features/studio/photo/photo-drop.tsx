'use client'
import { Camera, ImagePlus } from 'lucide-react'
import { type ComponentProps, type ReactNode, type RefObject, useEffect, useRef, useState } from 'react'
import { Button } from '../../../components/button.tsx'
import { classNames } from '../../../components/class-names.ts'
import { ErrorText } from '../../../components/error-text.tsx'

/** The types of photos, for pickers. */
export const accepted =
  'image/jpeg,image/png,image/webp,image/avif,image/tiff,image/gif,image/heic,image/heif'

type PhotoDropProps = {
  onFile: (file: File) => void
  busy?: boolean
  /** A word on what went wrong with the last file. */
  error?: string | null
  children?: ReactNode
  className?: string
}

/** Takes a photo in four ways: dropped, pasted anywhere on the page, picked, or taken with a phone's camera. */
export function PhotoDrop({ onFile, busy = false, error, children, className }: PhotoDropProps) {
  const picker = useRef<HTMLInputElement>(null)
  const camera = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const latest = useRef(onFile)
  latest.current = onFile

  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => {
      if (event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement) return
      const file = [...(event.clipboardData?.files ?? [])][0]
      if (file) latest.current(file)
    }
    window.addEventListener('paste', onPaste)
    return () => window.removeEventListener('paste', onPaste)
  }, [])

  const take = (files: FileList | null) => {
    const file = files?.[0]
    if (file) onFile(file)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is an extra; the buttons inside do the same
    <div
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        take(event.dataTransfer.files)
      }}
      className={classNames(
        'rounded-md border border-dashed p-5 transition-colors sm:p-6',
        over ? 'border-blue bg-blue-wash' : 'border-edge bg-raised',
        className,
      )}
    >
      <div className="flex flex-wrap items-center gap-3">
        {/* On a phone each takes the width: side by side they would fit or not by a letter. */}
        <Button
          look="primary"
          size="lg"
          className="max-sm:pointer-coarse:w-full"
          busy={busy}
          onClick={() => picker.current?.click()}
        >
          <ImagePlus size={20} strokeWidth={1.5} aria-hidden="true" />
          Choose a photo
        </Button>
        <Button
          size="lg"
          className="pointer-fine:hidden max-sm:pointer-coarse:w-full"
          onClick={() => camera.current?.click()}
        >
          <Camera size={20} strokeWidth={1.5} aria-hidden="true" />
          Take one
        </Button>
        <p className="text-sm text-quiet pointer-coarse:hidden">
          {over ? 'Let go to open it' : 'or drop or paste one here'}
        </p>
      </div>
      <ErrorText className="mt-3">{error}</ErrorText>
      {children}
      <FileInput ref={picker} aria-label="Choose a photo" accept={accepted} onFiles={take} />
      <FileInput
        ref={camera}
        aria-label="Take a photo"
        accept="image/*"
        capture="environment"
        onFiles={take}
      />
    </div>
  )
}

type FileInputProps = Omit<ComponentProps<'input'>, 'ref'> & {
  ref: RefObject<HTMLInputElement | null>
  onFiles: (files: FileList | null) => void
}

/**
 * What a button opens: out of sight, and emptied each time, so that the same file can be chosen again. A file that was
 * chosen before the page had its scripts is taken as soon as it has.
 */
export function FileInput({ ref, onFiles, ...rest }: FileInputProps) {
  const latest = useRef(onFiles)
  latest.current = onFiles
  const take = (input: HTMLInputElement) => {
    latest.current(input.files)
    input.value = ''
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the scripts are there
  useEffect(() => {
    if (ref.current?.files?.length) take(ref.current)
  }, [])
  return (
    <input
      ref={ref}
      type="file"
      tabIndex={-1}
      className="sr-only"
      onChange={(event) => take(event.target)}
      {...rest}
    />
  )
}
