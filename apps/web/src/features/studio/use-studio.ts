'use client'
import { type Recipe, type RecipeInput, recipeSchema, storedRecipeSchema } from '@plotline/vectorizer'
import { useCallback, useEffect, useRef, useState } from 'react'
import { claimDraft, type DraftPhoto, keepDraft, recallDraft } from './draft-store.ts'
import { openPhoto, type Photo } from './photo/open-photo.ts'

export type PhotoState =
  | { state: 'restoring' | 'none' }
  | { state: 'opening'; name: string }
  /** With a problem where another file was to take its place and could not. */
  | { state: 'open'; photo: Photo; problem?: FileProblem }
  | { state: 'problem'; problem: FileProblem }

export type FileProblem = { readonly name: string; readonly problem: string }

type KeptSettings = { recipe?: unknown }

/** What is wrong with which file. */
export const wordsFor = ({ name, problem }: FileProblem): string => `${name}: ${problem}`

/** What the studio starts from when it is not the draft: a job that is repeated. */
export type StartFrom = {
  /** Null where its settings are of an older version: the studio's own are taken. */
  recipe: Recipe | null
  filename: string
  assetId: string | null
  originalUrl: string | null
}

const defaults: RecipeInput = { style: 'sketch' }

/** The studio's photo and settings. Both are kept in this browser on every change, and found again. */
export function useStudio(from: StartFrom | null, viewerId: string | undefined) {
  const [photo, setPhoto] = useState<PhotoState>({ state: 'restoring' })
  const [recipe, setRecipe] = useState<Recipe>(() => from?.recipe ?? recipeSchema.parse(defaults))
  const assetId = useRef<string | undefined>(undefined)
  const ready = useRef(false)
  const shown = useRef<Photo | null>(null)
  /** How many photos were asked for: the last one counts, however long each takes to open. */
  const asked = useRef(0)

  const open = useCallback(async (draft: DraftPhoto, isKept = false) => {
    const turn = ++asked.current
    setPhoto({ state: 'opening', name: draft.name })
    const opened = await openPhoto(draft.blob, draft.name)
    if (turn !== asked.current) return
    if ('problem' in opened) {
      const problem = { name: draft.name, problem: opened.problem }
      const { current: before } = shown
      return setPhoto(before ? { state: 'open', photo: before, problem } : { state: 'problem', problem })
    }
    shown.current = opened
    assetId.current = draft.assetId
    setPhoto({ state: 'open', photo: opened })
    if (!isKept) await keepDraft('photo', draft)
  }, [])

  // Before anything that is kept is looked up, here or by an order.
  useEffect(() => {
    if (viewerId) claimDraft(viewerId)
  }, [viewerId])

  // biome-ignore lint/correctness/useExhaustiveDependencies: restored once, when the studio opens
  useEffect(() => {
    const restore = async () => {
      const kept = (await recallDraft('settings')) as KeptSettings | null
      const keptRecipe = storedRecipeSchema.safeParse(kept?.recipe)
      if (!from && keptRecipe.success) setRecipe(keptRecipe.data)
      ready.current = true
      const original = from && (await fetchOriginal(from))
      const draft = original ?? (await recallDraft('photo'))
      // A photo may have been chosen before the page had its scripts, or while this was looked up.
      if (asked.current > 0) return
      if (draft) return open(draft, !original)
      setPhoto({ state: 'none' })
    }
    void restore()
  }, [])

  useEffect(() => {
    if (!ready.current) return
    const timer = setTimeout(() => void keepDraft('settings', { recipe }), 300)
    return () => clearTimeout(timer)
  }, [recipe])

  return {
    photo,
    recipe,
    openFile: useCallback(
      (file: Blob, name: string) => {
        // Where the subject was on the last photo says nothing of this one, and no preview shows it.
        setRecipe((now) => ({ ...now, isolate: { ...now.isolate, box: undefined } }))
        return open({ blob: file, name })
      },
      [open],
    ),
    /** Changes part of the recipe; each group is replaced by what `change` gives, and what that leaves out by its default. */
    change: useCallback(
      (change: (recipe: Recipe) => Partial<Recipe>) =>
        setRecipe((now) => {
          const changed = recipeSchema.safeParse({ ...now, ...change(now) })
          return changed.success ? changed.data : now
        }),
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
