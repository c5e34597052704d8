/** A share with its 95 % interval (Wilson), as it is printed: "96.4 % (93.1–98.2; 162 of 168)". */
export function share(hits: number, of: number): string {
  if (of === 0) return 'none to measure'
  const z = 1.96
  const p = hits / of
  const middle = (p + (z * z) / (2 * of)) / (1 + (z * z) / of)
  const half = (z / (1 + (z * z) / of)) * Math.sqrt((p * (1 - p)) / of + (z * z) / (4 * of * of))
  const percent = (n: number) => (100 * n).toFixed(1)
  return `${percent(p)} % (${percent(Math.max(0, middle - half))}–${percent(Math.min(1, middle + half))}; ${hits} of ${of})`
}
