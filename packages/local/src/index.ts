export { startBackend } from './backend.ts'
export { startPostgres } from './postgres/start.ts'
