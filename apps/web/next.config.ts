import { join } from 'node:path'
import type { NextConfig } from 'next'

const root = join(import.meta.dirname, '../..')

/** A build is made once from what it is made of; its server code stays readable, so that its traces are without maps. */
const buildOnce = {
  turbopackFileSystemCacheForBuild: false,
  turbopackSourceMaps: false,
  turbopackMinify: { server: false, client: true },
} satisfies NextConfig['experimental']

const config: NextConfig = {
  // Tests and a running product keep builds of their own beside each other.
  distDir: process.env.NEXT_DIST_DIR ?? '.next',
  poweredByHeader: false,
  reactStrictMode: true,
  agentRules: false,
  // Internal packages are TypeScript without a build step.
  transpilePackages: [
    '@plotline/services',
    '@plotline/strokes',
    '@plotline/vectorizer',
    '@plotline/imaging',
    '@plotline/db',
  ],
  // Left to Node: the first load files or native parts by path, which a bundle breaks; the others would be put into
  // the bundle of every route.
  serverExternalPackages: [
    'pg',
    'pg-boss',
    'kysely',
    'pino',
    'stripe',
    '@supabase/ssr',
    '@supabase/supabase-js',
    'zod',
  ],
  // `turbo run types` checks the same project with the same compiler; a build checks nothing twice.
  typescript: { ignoreBuildErrors: true },
  turbopack: { root },
  outputFileTracingRoot: root,
  images: { unoptimized: true },
  devIndicators: false,
  experimental: process.env.NODE_ENV === 'production' ? buildOnce : {},
}

export default config
