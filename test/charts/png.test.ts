import { describe, expect, it } from 'vitest'
import { draw, scale } from '../../src/charts/png.ts'
import { width } from '../../src/charts/svg.ts'
import { charts, sample } from './sample.ts'

/** Width and height as a PNG's first chunk has them. */
const sizeOf = (png: Uint8Array) => {
  const view = new DataView(png.buffer, png.byteOffset)
  return [view.getUint32(16), view.getUint32(20)]
}

describe('the picture of a chart', () => {
  it('is a PNG, sharp on a phone, not much higher than wide and small enough to send', async () => {
    for (const chart of charts) {
      const png = await draw(chart)
      expect([...png.subarray(0, 8)]).toEqual([137, 80, 78, 71, 13, 10, 26, 10])
      const [wide, high] = sizeOf(png)
      expect(wide).toBe(width * scale)
      expect(high).toBeGreaterThan(wide! * 0.5)
      expect(high).toBeLessThan(wide! * 0.9)
      expect(png.length).toBeLessThan(200_000)
    }
  })

  it('holds words: the font is there', async () => {
    const [with_, without] = await Promise.all([draw(sample), draw({ ...sample, title: '...' })])
    expect(with_.length).toBeGreaterThan(without.length + 2000)
  })

  it('is drawn once for the same chart, and again for another', async () => {
    const first = draw(sample)
    expect(draw(structuredClone(sample))).toBe(first)
    expect(draw({ ...sample, title: 'Another' })).not.toBe(first)
    expect(await draw(sample)).toBe(await first)
  })

  it('is forgotten when many others were drawn', async () => {
    const first = draw(sample)
    await Promise.all(Array.from({ length: 40 }, (_, i) => draw({ ...sample, title: `Number ${i}` })))
    expect(draw(sample)).not.toBe(first)
  })
})
