// A page of a list of which not everything may be shown: read on until it is full.

/** Rows of one read, one more than were asked for where there are more, and those of them that may be shown. */
type Read<Row> = { rows: Row[]; kept: Row[] };

const readMax = 1000;
/** A page may stay short after so many reads; its cursor goes on from there. */
const readsMax = 10;

/** `read` gets the id before which to read, and how many rows, newest first. */
export async function fillPage<Row extends { id: number }>(
  limit: number,
  cursor: number | undefined,
  read: (before: number | undefined, size: number) => Promise<Read<Row>>,
): Promise<{ items: Row[]; next_cursor: string | null }> {
  const items: Row[] = [];
  let before = cursor;
  for (let reads = 0; reads < readsMax; reads += 1) {
    const size = reads === 0 ? limit : readMax;
    const { rows, kept } = await read(before, size);
    const page = new Set(rows.slice(0, size));
    items.push(...kept.filter((row) => page.has(row)));
    before = rows[Math.min(size, rows.length) - 1]?.id;
    const ended = rows.length <= size;
    if (items.length > limit || (items.length === limit && !ended))
      return { items: items.slice(0, limit), next_cursor: String(items[limit - 1]?.id) };
    if (ended) return { items, next_cursor: null };
  }
  return { items, next_cursor: String(before) };
}
