'use client'
import { type Recipe, type RecipeInput, recipeSchema } from '@plotline/vectorizer'
import { useCallback, useEffect, useRef, useState } from 'react'
import { type DraftPhoto, keepDraft, recallDraft } from './draft-store.ts'
import { openPhoto, type Photo, type PhotoProblem } from './open-photo.ts'

export type PhotoState =
  | { state: 'restoring' | 'none' }
  | { state: 'opening'; name: string }
  | { state: 'open'; photo: Photo }
  | { state: 'problem'; problem: PhotoProblem; name: string }

type Settings = { recipe: Recipe; deviceName: string | null }
type KeptSettings = { recipe?: unknown; deviceName?: unknown }

/** What the studio starts from when it is not the draft: a job that is repeated. */
export type StartFrom = {
  recipe: Recipe
  filename: string
  assetId: string | null
  originalUrl: string | null
}

const defaults: RecipeInput = { style: 'sketch' }

/** The studio's photo and settings. Both are kept in this browser on every change, and found again. */
export function useStudio(from: StartFrom | null) {
  const [photo, setPhoto] = useState<PhotoState>({ state: 'restoring' })
  const [settings, setSettings] = useState<Settings>({
    recipe: from?.recipe ?? recipeSchema.parse(defaults),
    deviceName: null,
  })
  const assetId = useRef<string | undefined>(undefined)
  const ready = useRef(false)

  const open = useCallback(async (draft: DraftPhoto, isKept = false) => {
    setPhoto({ state: 'opening', name: draft.name })
    const opened = await openPhoto(draft.blob, draft.name)
    if (typeof opened === 'string') return setPhoto({ state: 'problem', problem: opened, name: draft.name })
    assetId.current = draft.assetId
    setPhoto({ state: 'open', photo: opened })
    if (!isKept) await keepDraft('photo', draft)
  }, [])

  // biome-ignore lint/correctness/useExhaustiveDependencies: restored once, when the studio opens
  useEffect(() => {
    const restore = async () => {
      const kept = (await recallDraft('settings')) as KeptSettings | null
      const recipe = recipeSchema.safeParse(kept?.recipe)
      const deviceName = typeof kept?.deviceName === 'string' ? kept.deviceName : null
      if (!from) setSettings((now) => ({ recipe: recipe.success ? recipe.data : now.recipe, deviceName }))
      ready.current = true
      const original = from && (await fetchOriginal(from))
      if (original) return open(original)
      const draft = await recallDraft('photo')
      if (draft) return open(draft, true)
      setPhoto({ state: 'none' })
    }
    void restore()
  }, [])

  useEffect(() => {
    if (!ready.current) return
    const timer = setTimeout(() => void keepDraft('settings', settings), 300)
    return () => clearTimeout(timer)
  }, [settings])

  return {
    photo,
    settings,
    openFile: useCallback((file: Blob, name: string) => open({ blob: file, name }), [open]),
    /** Changes part of the recipe; each group is replaced by what `change` gives, and what that leaves out by its default. */
    change: useCallback(
      (change: (recipe: Recipe) => Partial<Recipe>) =>
        setSettings((now) => {
          const changed = recipeSchema.safeParse({ ...now.recipe, ...change(now.recipe) })
          return changed.success ? { ...now, recipe: changed.data } : now
        }),
      [],
    ),
    chooseDevice: useCallback(
      (deviceName: string | null) => setSettings((now) => ({ ...now, deviceName })),
      [],
    ),
    /** The server's copy of this photo, if it has one. */
    assetId,
  }
}

export type Studio = ReturnType<typeof useStudio>

async function fetchOriginal({ originalUrl, filename, assetId }: StartFrom): Promise<DraftPhoto | null> {
  if (!originalUrl) return null
  try {
    const response = await fetch(originalUrl)
    if (!response.ok) return null
    return { blob: await response.blob(), name: filename, ...(assetId ? { assetId } : {}) }
  } catch {
    return null
  }
}
