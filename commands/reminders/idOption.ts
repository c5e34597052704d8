import { text } from '../../src/core/options.ts'

/** Which reminder. */
export const idOption = text({
  about: 'Its id, from /reminders list',
  example: 'a1b2c3',
  required: true,
  longest: 20,
})
