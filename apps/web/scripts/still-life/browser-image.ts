import { chromium as playwright } from '@playwright/test'
import type { Raster } from '@plotline/strokes'
import chromium from '@sparticuz/chromium'

/** Runs `work` with a page of a headless browser: the image codecs the web already has. */
async function withPage<T>(work: (page: import('@playwright/test').Page) => Promise<T>): Promise<T> {
  const browser = await playwright.launch({
    executablePath: await chromium.executablePath(),
    args: chromium.args,
  })
  try {
    return await work(await browser.newPage())
  } finally {
    await browser.close()
  }
}

/** Pixels to WebP at `quality` 0 … 1. */
export function encodeWebp(raster: Raster, quality: number): Promise<Uint8Array> {
  const pixels = Buffer.from(raster.data.buffer).toString('base64')
  return withPage(async (page) => {
    const base64 = await page.evaluate(
      async ({ width, height, pixels, quality }) => {
        const bytes = Uint8ClampedArray.from(atob(pixels), (c) => c.charCodeAt(0))
        const canvas = new OffscreenCanvas(width, height)
        canvas.getContext('2d')?.putImageData(new ImageData(bytes, width, height), 0, 0)
        const blob = await canvas.convertToBlob({ type: 'image/webp', quality })
        let text = ''
        for (const byte of new Uint8Array(await blob.arrayBuffer())) text += String.fromCharCode(byte)
        return btoa(text)
      },
      { width: raster.width, height: raster.height, pixels, quality },
    )
    return Buffer.from(base64, 'base64')
  })
}

/** An image file to pixels. */
export function decodeImageFile(bytes: Uint8Array, type: string): Promise<Raster> {
  const file = Buffer.from(bytes).toString('base64')
  return withPage(async (page) => {
    const { width, height, pixels } = await page.evaluate(
      async ({ file, type }) => {
        const blob = new Blob([Uint8Array.from(atob(file), (c) => c.charCodeAt(0))], { type })
        const bitmap = await createImageBitmap(blob)
        const canvas = new OffscreenCanvas(bitmap.width, bitmap.height)
        const context = canvas.getContext('2d')
        if (!context) throw new Error('no canvas')
        context.drawImage(bitmap, 0, 0)
        const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height)
        let text = ''
        for (const byte of data) text += String.fromCharCode(byte)
        return { width: bitmap.width, height: bitmap.height, pixels: btoa(text) }
      },
      { file, type },
    )
    return { width, height, data: new Uint8ClampedArray(Buffer.from(pixels, 'base64')) }
  })
}
