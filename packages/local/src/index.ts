export { type Backend, type BackendOptions, defaultPorts, type Ports, startBackend } from './backend.ts'
export { assertNotHosted } from './guard.ts'
export { startPostgres } from './postgres/start.ts'
