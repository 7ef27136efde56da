import type { MetadataRoute } from 'next'

/** For a phone's home screen. */
export default function manifest(): MetadataRoute.Manifest {
  return {
    name: 'Plotline',
    short_name: 'Plotline',
    description: 'Photos in, pen-ready lines out.',
    start_url: '/studio',
    display: 'standalone',
    background_color: '#f4f1ea',
    theme_color: '#f4f1ea',
    icons: [{ src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' }],
  }
}
