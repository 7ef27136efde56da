import { StorageError } from './error.ts'

const allowed = /^[\p{L}\p{N} _\-.,!'()&$@=;:+*/]+$/u

/** Whether a name may be an object's key: 1 to 1024 plain characters, no empty, `.` or `..` step in its path. */
export function isObjectName(name: string): boolean {
  if (name.length > 1024 || !allowed.test(name)) return false
  return name.split('/').every((step) => step !== '' && step !== '.' && step !== '..')
}

/** Throws StorageError 400 for a name that may not be an object's key. */
export function checkObjectName(name: string): void {
  if (!isObjectName(name)) throw new StorageError(400, 'InvalidKey', `Invalid key: ${name.slice(0, 200)}`)
}

/** Whether a content type is one of `allowed` (`image/png`, `image/*`); no list allows all. */
export function isTypeAllowed(type: string, allowedTypes: string[] | null): boolean {
  if (!allowedTypes || allowedTypes.length === 0) return true
  return allowedTypes.some(
    (one) => one === type || one === '*/*' || (one.endsWith('/*') && type.startsWith(one.slice(0, -1))),
  )
}
