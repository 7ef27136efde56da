import type { Job } from '@plotline/services/contract'
import { type Recipe, recipeSchema } from '@plotline/vectorizer'

const plain = recipeSchema.parse({})

/** How a job was to lie on paper; the usual way where its settings are of an older version and not understood. */
export const pageOf = ({ recipe }: Pick<Job, 'recipe'>): Recipe['page'] => (recipe ?? plain).page

/** How its photo was to be turned and cut, and its page; the usual way where its settings are not understood. */
export const settingsOf = ({ recipe }: Pick<Job, 'recipe'>): Recipe => recipe ?? plain
