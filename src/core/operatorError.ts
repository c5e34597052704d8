/**
 * Something the person who runs the bot can mend. The message says what happened, why, and what to do; it is printed
 * alone, without a stack trace, and the process ends with a non-zero code.
 */
export class OperatorError extends Error {
  override name = 'OperatorError'
}
