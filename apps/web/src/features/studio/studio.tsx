'use client'
import { costProblemOf } from '@plotline/services/contract'
import type { Sheet } from '@plotline/strokes'
import { coarseWarnings, type Recipe } from '@plotline/vectorizer'
import { useRouter } from 'next/navigation'
import { useMemo, useRef, useState } from 'react'
import { formatStrokes } from '../../components/figures.ts'
import { Notice } from '../../components/notice.tsx'
import { useMedia } from '../../components/use-media.ts'
import { CropDialog } from '../crop/crop-dialog.tsx'
import { keepPreview } from '../job/preview-handover.ts'
import { DeviceField } from '../machine/device-field.tsx'
import { useMachine } from '../machine/use-machine.ts'
import { SignInDialog } from '../session/sign-in-dialog.tsx'
import type { Viewer } from '../session/viewer.ts'
import type { SheetMode } from '../sheet/paint.ts'
import { SheetView } from '../sheet/sheet-view.tsx'
import { AdjustPanel } from './adjust-panel.tsx'
import { Desk } from './desk.tsx'
import { EmptySheet } from './empty-sheet.tsx'
import { OrderPanel } from './order-panel.tsx'
import { PagePanel } from './page-panel.tsx'
import { PensPanel } from './pens-panel.tsx'
import type { PhonePanel } from './phone-bar.tsx'
import type { Photo } from './photo/open-photo.ts'
import { accepted, FileInput } from './photo/photo-drop.tsx'
import { PhotoPanel } from './photo/photo-panel.tsx'
import { paperRatioOf, placePhoto, sheetOfPhoto } from './photo/placed-photo.ts'
import { PreviewFoot } from './preview-foot.tsx'
import { StylePanel } from './style-panel.tsx'
import { SubjectDialog } from './subject-dialog.tsx'
import { useOrder } from './use-order.ts'
import { usePreview } from './use-preview.ts'
import { type StartFrom, useStudio } from './use-studio.ts'
import { useThumbnails } from './use-thumbnails.ts'

type StudioProps = {
  viewer: Viewer | null
  from: StartFrom | null
  /** The models on our side that find edges. */
  edgeModels: readonly string[]
}

/** The studio: a photo, a way of drawing, a sheet, and the one button that costs something. */
export function Studio({ viewer, from, edgeModels }: StudioProps) {
  const router = useRouter()
  const studio = useStudio(from, viewer?.id)
  const { recipe } = studio
  const { device, choose: chooseDevice } = useMachine()
  const [mode, setMode] = useState<SheetMode>('drawing')
  const [panel, setPanel] = useState<PhonePanel | null>(null)
  const [asksSignIn, setAsksSignIn] = useState(false)
  const [isCropping, setCropping] = useState(false)
  const [isMarking, setMarking] = useState(false)
  const picker = useRef<HTMLInputElement>(null)
  const isWide = useMedia('(min-width: 64rem)')
  const opened = studio.photo.state === 'open' ? studio.photo : null
  const photo = opened?.photo ?? null
  const preview = usePreview(photo, recipe, device)
  const pen = recipe.pens[0] ?? { name: 'Black', color: '#1b1f2a', widthMm: 0.3 }
  const thumbnails = useThumbnails(photo, {
    pen,
    paperColor: recipe.page.paperColor,
    tone: recipe.tone,
    mayBegin: preview.drawing !== null || preview.failed,
  })
  const {
    state: orderState,
    order,
    stop,
  } = useOrder(studio.assetId, (job) => {
    keepPreview(job.id, preview.drawing)
    router.push(`/jobs/${job.id}`)
    router.refresh()
  })
  const placed = useMemo(() => (photo?.image ? placePhoto(photo.image, recipe) : null), [photo, recipe])
  const tooMuch = useMemo(
    () => costProblemOf(recipe, viewer?.tier ?? 'free')?.sentence ?? null,
    [recipe, viewer?.tier],
  )
  const sheet = sheetFor(photo, recipe, preview.drawing?.sheet)

  const orderNow = () => {
    if (photo) void order({ photo, recipe })
  }
  const panels = {
    photo: photo ? (
      <PhotoPanel
        photo={photo}
        problem={opened?.problem}
        onCrop={() => setCropping(true)}
        onReplace={() => picker.current?.click()}
      />
    ) : null,
    style: (
      <StylePanel
        recipe={recipe}
        change={studio.change}
        thumbnails={thumbnails}
        hasPhoto={photo?.raster != null}
      />
    ),
    adjust: (
      <AdjustPanel
        recipe={recipe}
        change={studio.change}
        edgeModels={edgeModels}
        onMark={photo?.image ? () => setMarking(true) : null}
      />
    ),
    pens: <PensPanel recipe={recipe} change={studio.change} />,
    page: (
      <div className="grid gap-4">
        <PagePanel recipe={recipe} change={studio.change} />
        <DeviceField label="Machine" value={device?.name ?? ''} onChange={chooseDevice} />
      </div>
    ),
    order: (
      <OrderPanel
        state={orderState}
        ready={photo !== null}
        tooMuch={tooMuch}
        balance={viewer?.balance ?? null}
        onOrder={() => (viewer ? orderNow() : setAsksSignIn(true))}
        onStop={stop}
      />
    ),
  }
  return (
    <>
      <Desk isWide={isWide} panels={panels} open={panel} onOpen={setPanel}>
        {photo ? (
          <SheetView
            sheet={sheet}
            drawing={preview.drawing}
            photo={placed}
            label={
              preview.stats
                ? `Preview of your photo as a ${recipe.style} drawing, ${formatStrokes(preview.stats.strokes)}`
                : 'Preview of your photo'
            }
            mode={mode}
            onModeChange={setMode}
          >
            {photo.raster ? null : (
              <div className="absolute inset-x-4 top-1/2 mx-auto max-w-md -translate-y-1/2">
                <Notice tone="info" live title="No preview in this browser">
                  This browser cannot show this kind of photo. It can still be ordered: the drawing is made on
                  our side.
                </Notice>
              </div>
            )}
          </SheetView>
        ) : (
          <EmptySheet state={studio.photo} onFile={(file) => studio.openFile(file, file.name)} />
        )}
        {photo ? (
          <PreviewFoot
            preview={preview}
            device={device}
            warnings={[...photo.warnings, ...coarseWarnings(photo.original, recipe)]}
          />
        ) : null}
      </Desk>
      {/* Here, and not in a panel: a phone that is turned on its side has other panels. */}
      <FileInput
        ref={picker}
        className="hidden"
        aria-label="Replace the photo"
        accept={accepted}
        onFiles={(files) => files?.[0] && studio.openFile(files[0], files[0].name)}
      />
      {isCropping && photo?.image ? (
        <CropDialog
          image={photo.image}
          cut={recipe.tone}
          paperRatio={(size) => paperRatioOf(size, recipe.page)}
          onDone={(cut) => {
            studio.change((now) => ({ tone: { ...now.tone, ...cut } }))
            setCropping(false)
          }}
          onClose={() => setCropping(false)}
        />
      ) : null}
      {isMarking && photo?.image ? (
        <SubjectDialog
          image={photo.image}
          box={recipe.isolate.box}
          onDone={(box) => {
            studio.change((now) => ({ isolate: { ...now.isolate, box } }))
            setMarking(false)
          }}
          onClose={() => setMarking(false)}
        />
      ) : null}
      <SignInDialog
        open={asksSignIn}
        title="Sign in to draw it"
        description="Your photo and settings stay here. A new mailbox’s first 3 drawings are free."
        onOpenChange={setAsksSignIn}
        next="/studio"
        onSignedIn={() => {
          setAsksSignIn(false)
          router.refresh()
          orderNow()
        }}
      />
    </>
  )
}

function sheetFor(photo: Photo | null, recipe: Recipe, drawn: Sheet | undefined): Sheet {
  if (photo?.raster) return sheetOfPhoto(photo.raster, recipe)
  return drawn ?? sheetOfPhoto({ width: 300, height: 400 }, recipe)
}
