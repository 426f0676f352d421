// What is kept in the browser, under one write key: in localStorage, and where that is blocked or full, in this page alone.

/** Another tab writes the choice and the ids one after the other. */
const otherTabMs = 100;

export type Store = {
  get(name: string): string | null;
  /** What was set as JSON; nothing where there is none, or none that can be read. */
  read(name: string): unknown;
  set(name: string, value: string): void;
  remove(name: string): void;
  /** Names that begin like this, in order. */
  list(start: string): string[];
  /** After another tab has set or removed it, with what it wrote right afterwards. */
  whenSetElsewhere(name: string, work: () => void): void;
};

export function openStore(prefix: string): Store {
  const memory = new Map<string, string>();

  /** Reaching for the storage can throw already, where the browser blocks it. */
  function onDisk<Result>(work: (disk: Storage) => Result, otherwise: Result): Result {
    try {
      return work(localStorage);
    } catch {
      return otherwise;
    }
  }
  const removeFromDisk = (name: string) => onDisk((disk) => disk.removeItem(prefix + name), undefined);

  const get = (name: string) => memory.get(name) ?? onDisk((disk) => disk.getItem(prefix + name), null);

  return {
    get,
    read(name) {
      try {
        return JSON.parse(get(name) ?? 'null');
      } catch {
        return undefined;
      }
    },
    set(name, value) {
      const fits = onDisk((disk) => {
        disk.setItem(prefix + name, value);
        return true;
      }, false);
      if (fits) memory.delete(name);
      else {
        memory.set(name, value);
        // Else the next page would find what was true before, such as a consent that was withdrawn.
        removeFromDisk(name);
      }
    },
    remove(name) {
      memory.delete(name);
      removeFromDisk(name);
    },
    list(start) {
      // What is in one is never in the other.
      const disk = onDisk((own) => Object.keys(own), []);
      return [...disk, ...[...memory.keys()].map((name) => prefix + name)]
        .filter((key) => key.startsWith(prefix + start))
        .map((key) => key.slice(prefix.length))
        .sort();
    },
    whenSetElsewhere(name, work) {
      addEventListener('storage', ({ key }) => {
        if (key === prefix + name) setTimeout(work, otherTabMs);
      });
    },
  };
}
