import { drawStillLife } from './still-life.ts'

drawStillLife().then(
  (svg) => self.postMessage({ svg }),
  (error) => self.postMessage({ error: String(error) }),
)
