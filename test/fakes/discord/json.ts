/** A request body as it arrived: nothing about it is known until a rule has looked. */
export type Json = Record<string, unknown>

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const asObject = (value: unknown): Json => (isObject(value) ? value : {})

export const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

/** The objects of a list; whatever else is in it is for the rules to refuse. */
export const asObjects = (value: unknown): Json[] => asList(value).filter(isObject)

export const asText = (value: unknown): string => (typeof value === 'string' ? value : '')

export const asNumber = (value: unknown): number => (typeof value === 'number' ? value : 0)

/** Discord counts characters as code points, not as UTF-16 units: an emoji outside the BMP is one. */
export const lengthOf = (text: string): number => [...text].length

/** The components of a message in reading order, at every depth, accessories included. */
export function componentsOf(body: { components?: unknown }): Json[] {
  const found: Json[] = []
  const walk = (component: Json) => {
    found.push(component)
    for (const child of asObjects(component.components)) walk(child)
    if (isObject(component.accessory)) walk(component.accessory)
  }
  for (const component of asObjects(body.components)) walk(component)
  return found
}

/** All the text a reader of the message sees in its body: content and text displays (type 10), by line. */
export function textOf(body: { content?: unknown; components?: unknown }): string {
  const displays = componentsOf(body).filter(component => component.type === 10)
  return [asText(body.content), ...displays.map(display => asText(display.content))]
    .filter(Boolean)
    .join('\n')
}
