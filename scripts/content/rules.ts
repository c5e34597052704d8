import { coverage } from './coverage.ts'
import { fits } from './fits.ts'
import { grade } from './grade.ts'
import { language } from './language.ts'
import { numbersInText } from './numbersInText.ts'
import { phones } from './phones.ts'
import { quotations } from './quotations.ts'
import type { Rule } from './rule.ts'
import { sources } from './sources.ts'

/**
 * The editorial policy, in the order in which faults are told. Schema, ids and links come before all of these, when
 * the content is loaded (src/knowledge): a file that breaks those does not even start the bot.
 */
export const rules: readonly Rule[] = [
  fits,
  language,
  grade,
  quotations,
  numbersInText,
  phones,
  sources,
  coverage,
]
