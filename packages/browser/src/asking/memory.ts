// What this browser remembers of asks: when each was shown, answered and refused, and whether this visit had its one card.
import type { Ask } from './asks.ts';

/**
 * Times in milliseconds: `shown.size`, `answered.size`, `declined.size`; `page`, when a page of this visit began last; `card`, when
 * this visit had its card.
 */
type Kept = Record<string, number>;

const dayMs = 86_400_000;
/** A visit ends with so long a pause between two pages. */
const visitMs = 1_800_000;

export function openMemory(key: string) {
  let isNewPage = true;

  /** Each time anew: other tabs write too. */
  function read(): Kept {
    try {
      return JSON.parse(localStorage.getItem(key) as string) ?? {};
    } catch {
      return {};
    }
  }
  /** Whether it could be kept. */
  function write(kept: Kept): boolean {
    try {
      const json = JSON.stringify(kept);
      if (json === '{}') localStorage.removeItem(key);
      else localStorage.setItem(key, json);
      return true;
    } catch {
      return false;
    }
  }

  return {
    may({ slug, every_days, rest_days }: Ask): boolean {
      const kept = read();
      const now = Date.now();
      if (isNewPage && kept.page) {
        if (now - kept.page > visitMs) delete kept.card;
        write({ ...kept, page: now });
      }
      isNewPage = false;
      const rests = (what: string, days: number) => now < (kept[`${what}.${slug}`] ?? 0) + days * dayMs;
      return !(
        kept.card ||
        kept[`answered.${slug}`] ||
        rests('declined', rest_days) ||
        rests('shown', every_days)
      );
    },
    note(what: 'shown' | 'answered' | 'declined', { slug }: Ask): boolean {
      const now = Date.now();
      return write({
        ...read(),
        [`${what}.${slug}`]: now,
        ...(what === 'shown' && { page: now, card: now }),
      });
    },
    /** One ask, or all. A no stays: whoever uses the device next is not asked either. */
    forget(slug?: string): void {
      const kept = Object.entries(read());
      const stays = (name: string) => name.startsWith('declined') || (slug && !name.endsWith(`.${slug}`));
      write(Object.fromEntries(kept.filter(([name]) => stays(name))));
    },
  };
}
