import type { z } from 'zod'

const kinds: Readonly<Record<string, string>> = {
  array: 'a list, in [ ]',
  boolean: 'true or false',
  int: 'a whole number',
  number: 'a number',
  object: 'a group of values, in { }',
  string: 'text, in quotes',
}

/** What is wrong with a value, as words for whoever typed it: "must be more than 0". Wants `reportInput`. */
export function plainMessage(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'too_small':
      return limit(issue.origin, issue.inclusive === false ? 'more than' : 'at least', issue.minimum)
    case 'too_big':
      return limit(issue.origin, issue.inclusive === false ? 'less than' : 'at most', issue.maximum)
    case 'invalid_type':
      return issue.input === undefined ? 'is missing' : `must be ${kinds[issue.expected] ?? issue.expected}`
    case 'invalid_value':
      return issue.input === undefined ? 'is missing' : `must be ${oneOf(issue.values)}`
    case 'invalid_union':
      return 'options' in issue && issue.options ? `must be ${oneOf(issue.options)}` : issue.message
    case 'unrecognized_keys':
      return 'is not known'
    default:
      return issue.message
  }
}

function limit(origin: string, side: string, bound: number | bigint): string {
  const counted = { string: 'characters', array: 'entries' }[origin]
  if (counted) return bound === 1 ? 'must not be empty' : `must have ${side} ${bound} ${counted}`
  return `must be ${side} ${bound}`
}

function oneOf(values: readonly unknown[]): string {
  return values.map((value) => JSON.stringify(value)).join(' or ')
}
