// Lists as the API gives them: a page of items and the cursor of the next one.

export type Page<T> = { items: T[]; next_cursor: string | null; total?: number };

/** The cursor for react-query's infinite lists. */
export function nextCursor(page: Page<unknown>): string | undefined {
  return page.next_cursor ?? undefined;
}

/** The items of all loaded pages, one after the other. */
export function allItems<T>(data: { pages: Page<T>[] } | undefined): T[] {
  return data ? data.pages.flatMap((page) => page.items) : [];
}
