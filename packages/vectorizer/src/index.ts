export * from './page/papers.ts'
export * from './recipe.ts'
export * from './types.ts'
