/// <reference types="node" />
import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { devices, findDevice } from './devices.ts'
import { deviceSchema } from './schema.ts'

test('every file of a machine is one that ships, under its own name', () => {
  const files = readdirSync(new URL('machines', import.meta.url))
  expect(files.toSorted()).toEqual(
    Object.keys(devices)
      .map((name) => `${name}.json`)
      .toSorted(),
  )
})

test('each is whole and valid as it lies there: nothing has to be checked or filled in where it is used', () => {
  for (const device of Object.values(devices)) expect(deviceSchema.parse(device)).toEqual(device)
})

test('a machine that is not there is named with those that are', () => {
  expect(() => findDevice('fax')).toThrow('No device "fax"; there are axidraw-v3, ')
})
