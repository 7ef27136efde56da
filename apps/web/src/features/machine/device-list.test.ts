import type { Device } from '@plotline/strokes'
import { expect, test } from 'vitest'
import { allDevices, deviceOf, shippedDevices } from './device-list.ts'

const [first] = shippedDevices as [Device]
const own = (name: string, label: string): Device => ({ ...first, name, label })

test('one’s own come first, by their labels', () => {
  const all = allDevices([own('b', 'Shed'), own('a', 'Attic')])
  expect(all.map(({ label }) => label).slice(0, 2)).toEqual(['Attic', 'Shed'])
  expect(all.slice(2)).toEqual(shippedDevices)
})

test('one’s own takes the place of the shipped one of its name: a name is one machine', () => {
  const mine = own(first.name, 'Mine')
  const all = allDevices([mine])
  expect(all).toHaveLength(shippedDevices.length)
  expect(deviceOf(all, first.name)).toBe(mine)
})

test('a machine that is gone, or none, is the first that ships', () => {
  expect(deviceOf(allDevices([own('a', 'Attic')]), 'sold-long-ago')).toBe(first)
  expect(deviceOf(allDevices([own('a', 'Attic')]), null)).toBe(first)
})
