import { fileURLToPath } from 'node:url'
import { renderAsync } from '@resvg/resvg-js'
import type { Chart } from '../core/chart.ts'
import { svgOf, width } from './svg.ts'

/** Sharp on a phone, whose 390 pixels are three times as many, and still small to send. */
export const scale = 1.5

/** The fonts come from npm: without one nothing is written, and a machine's own would change the picture. */
const fontFiles = ['DejaVuSansCondensed.ttf', 'DejaVuSansCondensed-Bold.ttf'].map(name =>
  fileURLToPath(import.meta.resolve(`dejavu-fonts-ttf/ttf/${name}`)),
)
export const font = { fontFiles, loadSystemFonts: false, defaultFontFamily: 'DejaVu Sans Condensed' }
const options = { font, fitTo: { mode: 'width' as const, value: width * scale } }

/** More charts than there are series; the oldest goes first. */
const most = 32
const drawn = new Map<string, Promise<Uint8Array>>()

/** A chart as a PNG. It is drawn once: whoever asks for the same chart again gets the same bytes. */
export function draw(chart: Chart): Promise<Uint8Array> {
  const key = JSON.stringify(chart)
  const known = drawn.get(key)
  if (known) return known
  const drawing = renderAsync(svgOf(chart), options).then(image => image.asPng())
  drawn.set(key, drawing)
  // What failed is tried again the next time.
  drawing.catch(() => drawn.delete(key))
  if (drawn.size > most) drawn.delete(drawn.keys().next().value!)
  return drawing
}
