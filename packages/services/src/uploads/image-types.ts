import { imageFormats } from '@plotline/vectorizer'

const names = Object.values(imageFormats).map(({ label }) => label)

/** What a person reads whose file is none of these. */
export const supportedSentence = `Pictures in ${names.slice(0, -1).join(', ')} or ${names.at(-1)} are taken.`
