import { Hero } from '../features/landing/hero.tsx'
import { MachineSection } from '../features/landing/machine-section.tsx'
import { PricesSection } from '../features/landing/prices-section.tsx'
import { StylesSection } from '../features/landing/styles-section.tsx'
import { TravelSection } from '../features/landing/travel-section.tsx'
import { Footer } from '../features/shell/footer.tsx'

export default function HomePage() {
  return (
    <>
      <main id="content">
        <Hero />
        <StylesSection />
        <TravelSection />
        <MachineSection />
        <PricesSection />
      </main>
      <Footer wide />
    </>
  )
}
