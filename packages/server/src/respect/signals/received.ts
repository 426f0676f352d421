// What was received: whether it is an object, and what is kept of it as evidence.
//
// Evidence goes into a database and is shown: it is bounded, and holds nothing that JSON there may not hold (NUL, halves of
// surrogate pairs).

/** Longest string of TCF or GPP that is read. Those of real banners with all vendors stay below 5,000 characters. */
export const consentStringLengthMax = 8192;
const [listLengthMax, nameLengthMax, depthMax] = [100, 128, 2];
/** What is kept of a string that is too long to be read. */
const oversizeKeptLength = 256;

export const isFields = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Collects evidence under the names under which it came. */
export function openEvidence() {
  const kept: Record<string, unknown> = {};
  let cut: string[] = [];
  return {
    kept,
    keep(name: string, value: unknown): void {
      let whole = true;
      kept[name] = shorten(value, 0, () => {
        whole = false;
      });
      if (whole) return;
      cut = [...cut, name];
      kept.cut = cut;
    },
  };
}

function shorten(value: unknown, depth: number, onCut: () => void): unknown {
  if (typeof value === 'string') return shortenText(value, depth, onCut);
  if (typeof value !== 'object' || value === null) return value;
  if (depth === depthMax) {
    onCut();
    return Array.isArray(value) ? '[…]' : '{…}';
  }
  if (Array.isArray(value)) {
    if (value.length > listLengthMax) onCut();
    return value.slice(0, listLengthMax).map((each) => shorten(each, depth + 1, onCut));
  }
  const names = Object.keys(value);
  if (names.length > listLengthMax) onCut();
  // `fromEntries` defines its members, so one that is called `__proto__` is a member like any other.
  return Object.fromEntries(
    names
      .slice(0, listLengthMax)
      .map((name) => [
        shortenText(name, 1, onCut),
        shorten((value as Record<string, unknown>)[name], depth + 1, onCut),
      ]),
  );
}

function shortenText(text: string, depth: number, onCut: () => void): string {
  const lengthMax = depth === 0 ? consentStringLengthMax : nameLengthMax;
  if (text.length > lengthMax) onCut();
  const kept = text.length <= lengthMax ? text : text.slice(0, depth === 0 ? oversizeKeptLength : lengthMax);
  return kept.replaceAll('\0', '\uFFFD').toWellFormed();
}
