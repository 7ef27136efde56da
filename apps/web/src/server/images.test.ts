import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../../../..')
const read = (file: string) => readFileSync(join(root, file), 'utf8')
const dockerfile = read('Dockerfile')
const compose = read('compose.yaml')

const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, found = '']) => found)

describe('the images', () => {
  it('take the Node and the pnpm that the tree pins', () => {
    const { packageManager, devDependencies } = JSON.parse(read('package.json'))
    expect(all(dockerfile, /FROM node:([\d.]+)-/g)).toEqual([devDependencies.node])
    expect(all(dockerfile, /install --global (\S+)/g)).toEqual([packageManager])
  })

  it('name packages and scripts that there are', () => {
    const names = new Set(all(dockerfile, /@plotline\/(\w+)/g))
    expect(names).toEqual(new Set(['web', 'worker']))
    expect(JSON.parse(read('apps/web/package.json')).name).toBe('@plotline/web')
    expect(JSON.parse(read('packages/worker/package.json')).name).toBe('@plotline/worker')
    for (const script of all(dockerfile, /node[^\n]*?"?(packages\/[\w/.-]+\.(?:ts|mjs))/g)) {
      expect(existsSync(join(root, script)), script).toBe(true)
    }
  })

  it('carry no file of keys', () => {
    expect(read('.dockerignore').split('\n')).toEqual(expect.arrayContaining(['.env*', '.plotline', '.git']))
  })
})

describe('the compose file', () => {
  it('builds stages that there are, and sets variables that .env.local.example explains', () => {
    const stages = all(dockerfile, / AS (\w+)/g)
    const targets = all(compose, /target: (\w+)/g)
    expect(targets).toEqual(['web', 'worker'])
    expect(stages).toEqual(expect.arrayContaining(targets))
    const example = all(read('.env.local.example'), /^#?([A-Z_]+)=/gm)
    const set = all(compose, /^ {6}([A-Z_]+):/gm)
    expect(set.length).toBeGreaterThan(0)
    expect(example).toEqual(expect.arrayContaining(set))
  })
})
