import { sql } from 'kysely'
import pg from 'pg'
import type { Db } from '../database/connect.ts'

type Parse = (text: string) => unknown

/** lite expects what PostgREST's JSON would hold: numbers where they are exact, times as ISO 8601, the rest as text. */
const scalars: Record<number, Parse> = {
  16: (text) => text === 't',
  17: pg.types.getTypeParser(17),
  20: (text) => (Number.isSafeInteger(Number(text)) ? Number(text) : BigInt(text)),
  21: Number,
  23: Number,
  26: Number,
  114: (text) => JSON.parse(text),
  700: Number,
  701: Number,
  1114: (text) => text.replace(' ', 'T'),
  1184: (text) => text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00'),
  1700: (text) => (String(Number(text)) === text ? Number(text) : text),
  3802: (text) => JSON.parse(text),
}
const asText: Parse = (text) => text

/** How each type of this database is read, its arrays too: also of enums and of what extensions brought. */
export async function readTypes(db: Db): Promise<pg.CustomTypesConfig> {
  const { rows } = await sql<{ array: number; element: number }>`
    select oid as "array", typelem as element from pg_type where typcategory = 'A' and typelem <> 0`.execute(
    db,
  )
  const elements = new Map(rows.map((row) => [row.array, row.element]))
  const parserOf = (oid: number): Parse => {
    const element = elements.get(oid)
    if (element === undefined) return scalars[oid] ?? asText
    const parse = scalars[element] ?? asText
    return (text) => parseArray(text, parse)
  }
  // pg asks for text alone: it never sends a query in the binary format here.
  return { getTypeParser: parserOf as pg.CustomTypesConfig['getTypeParser'] }
}

function parseArray(text: string, parse: Parse): unknown[] {
  // The types say that this is a function; it is an object with one (pg-types 2.2).
  const { create } = pg.types.arrayParser as unknown as {
    create(text: string, parse: Parse): { parse(): unknown[] }
  }
  return create(text, parse).parse()
}
