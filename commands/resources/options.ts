import { date, text } from '../../src/core/options.ts'
import { localNeeds } from '../../src/knowledge/local.ts'

/** Which resource. */
export const idOption = text({
  about: 'Its id, from /resources list',
  example: 'a1b2c3d4',
  required: true,
  longest: 20,
})

export const nameAbout = { about: 'What it is called', example: '"Front desk"', longest: 80 }
export const needAbout = { about: 'What it is for', example: 'peers', choices: localNeeds }

/** All else about a resource: the same for add and edit. */
export const detailOptions = {
  about: text({ about: 'What they offer, for whom', example: '"Coffee and company"', longest: 120 }),
  phone: text({ about: 'A number to call', example: '304-555-0100', longest: 60 }),
  text: text({ about: 'A number to text', example: '304-555-0100', longest: 60 }),
  link: text({ about: 'A page, with https://', example: 'https://example.org', longest: 250 }),
  hours: text({ about: 'When it is open', example: '"Monday to Friday, 09:00 to 17:00"', longest: 100 }),
  place: text({ about: 'Where it is', example: '"Main Library, first floor"', longest: 110 }),
  check: date({ about: 'The day to ask you whether it is still right; in three months if left out' }),
} as const

/** What somebody named of a resource. */
export type Given = { [name in 'name' | 'need' | keyof typeof detailOptions]?: string | undefined }
