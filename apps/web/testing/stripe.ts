import { randomUUID } from 'node:crypto'

/** An event of a kind nobody acts on, in a form that parsing and writing again would change. */
export function strangeEvent(): string {
  const event = { id: `evt_${randomUUID()}`, object: 'event', type: 'customer.updated' }
  return `${JSON.stringify(event).slice(0, -1)},\n\t"created": 1.0e3, "data":{"object":{"id":"cus_1","name":"\\u00e9 é"}}}\n`
}
