import { passSignedLink } from '../../../../../server/storage-door.ts'

/** Signed storage links by our own address, for browsers that cannot reach the embedded backend's. */
export const GET = passSignedLink
export const HEAD = passSignedLink
export const PUT = passSignedLink
