import { packs } from '@plotline/services/contract'

export default function HomePage() {
  return <h1>Plotline: {packs.map((pack) => pack.name).join(', ')}</h1>
}
