/** What may come along with Apache-2.0 code without a condition beyond naming its authors. */
const free = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BSL-1.0',
  'BlueOak-1.0.0',
  'CC-BY-4.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'OFL-1.1',
  'PostgreSQL',
  'Python-2.0',
  'Unlicense',
])
/** May come along as a part that can be exchanged, with a notice: `lgpl.ts` holds one for each. */
const exchangeable = /^LGPL-(2\.1|3\.0)(-only|-or-later)?$/

/** Whether an SPDX expression may ship, and whether it needs the notice of an exchangeable part. */
export function judge(expression: string): 'free' | 'exchangeable' | 'refused' {
  const choices = expression.replace(/^\((.*)\)$/, '$1').split(/\s+OR\s+/i)
  const verdicts = choices.map((choice) => {
    const all = choice.split(/\s+AND\s+/i)
    if (all.every((one) => free.has(one))) return 'free'
    return all.every((one) => free.has(one) || exchangeable.test(one)) ? 'exchangeable' : 'refused'
  })
  return verdicts.find((one) => one === 'free') ?? verdicts.find((one) => one === 'exchangeable') ?? 'refused'
}
