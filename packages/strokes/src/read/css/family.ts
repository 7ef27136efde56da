import { createBudget, limits } from '../limits.ts'
import type { XmlElement } from '../xml/xml.ts'
import type { Family, Standing } from './selectors.ts'

const alone: Standing = { at: 0, count: 1, atOfType: 0, countOfType: 1 }

/** Who stands in whom and where, found when it is first asked. */
export function createFamily(root: XmlElement): Family {
  let parents: Map<XmlElement, XmlElement> | null = null
  const standings = new Map<XmlElement, Standing>()
  const parentOf = (element: XmlElement): XmlElement | null => {
    parents ??= findParents(root)
    return parents.get(element) ?? null
  }
  return {
    parentOf,
    standingOf(element) {
      const parent = parentOf(element)
      if (!parent) return alone
      if (!standings.has(element)) standChildren(parent, standings)
      return standings.get(element) ?? alone
    },
    look: createBudget(limits.looks, 'looks at its elements by its CSS'),
  }
}

function findParents(root: XmlElement): Map<XmlElement, XmlElement> {
  const parents = new Map<XmlElement, XmlElement>()
  const open = [root]
  for (let element = open.pop(); element; element = open.pop()) {
    for (const child of element.children) {
      parents.set(child, element)
      open.push(child)
    }
  }
  return parents
}

function standChildren({ children }: XmlElement, standings: Map<XmlElement, Standing>): void {
  const counts = new Map<string, number>()
  const places = children.map(({ name }) => {
    const atOfType = counts.get(name) ?? 0
    counts.set(name, atOfType + 1)
    return atOfType
  })
  children.forEach((child, at) => {
    const countOfType = counts.get(child.name) ?? 1
    standings.set(child, { at, count: children.length, atOfType: places[at], countOfType })
  })
}
