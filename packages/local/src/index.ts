export { type Backend, type BackendOptions, defaultPorts, type Ports, startBackend } from './backend.ts'
export { assertNotHosted } from './guard.ts'
export { claimFolder, FolderInUse } from './owner-file.ts'
export { startPostgres } from './postgres/start.ts'
