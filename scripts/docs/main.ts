/** Writes what is written of the styles and the routes from their schemas: `npm run docs`; tests say when it is due. */
await import('../../packages/cli/scripts/style-docs.ts')
await import('../../apps/web/scripts/style-labels.ts')
await import('../../apps/web/scripts/api-docs.ts')
