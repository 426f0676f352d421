// Remembers what was worked out, within bounds: a person's browser sends the same string with every message.

/** Keeps at least the last `countMax` results, and at most twice as many. */
export function openMemory<Value>(countMax: number): (key: string, work: (key: string) => Value) => Value {
  let [recent, older] = [new Map<string, Value>(), new Map<string, Value>()];
  return function recall(key, work) {
    const known = recent.get(key);
    if (known !== undefined) return known;
    const value = older.get(key) ?? work(key);
    if (recent.size >= countMax) [recent, older] = [new Map(), recent];
    recent.set(key, value);
    return value;
  };
}
