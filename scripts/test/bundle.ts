import { ensureBundled } from '../bundle.mjs'

/** Before the tests of processes that take the engine as one file: makes that file from the sources as they are. */
export default ensureBundled
