import { Page } from '../../features/shell/page.tsx'

/** The library's shape while it is fetched. */
export default function LibraryLoading() {
  return (
    <Page title="Library">
      <p role="status" className="sr-only">
        Fetching your drawings
      </p>
      <ul
        aria-hidden="true"
        className="grid grid-cols-[repeat(auto-fill,minmax(min(15rem,100%),1fr))] gap-x-6 gap-y-8"
      >
        {['a', 'b', 'c', 'd', 'e', 'f'].map((key) => (
          <li key={key} className="grid animate-breathe gap-3">
            <span className="aspect-[4/3] rounded-md bg-sunken" />
            <span className="h-4 w-2/3 rounded-sm bg-sunken" />
            <span className="h-4 w-1/3 rounded-sm bg-sunken" />
          </li>
        ))}
      </ul>
    </Page>
  )
}
