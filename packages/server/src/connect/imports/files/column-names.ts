// Names for the columns of delimited text: the header line, or numbers where there is none.

/** Whether a first record names the columns: most cells filled and different, none a value such as a number or a date. */
export function isHeader(cells: string[]): boolean {
  const names = cells.map((cell) => cell.trim().toLowerCase()).filter((name) => name !== '');
  return new Set(names).size * 2 > cells.length && !names.some(isValue);
}

const isValue = (name: string): boolean =>
  /^[-+]?[\d.,]+%?$/.test(name) ||
  /^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}/.test(name) ||
  /^\S+@\S+\.\S+$/.test(name) ||
  /^(true|false)$/.test(name);

/** Column names that are filled and different: `column_3` for an empty one, `name_2` for the second `name`. */
export function toColumnNames(cells: string[]): string[] {
  const taken = new Set<string>();
  return cells.map((cell, index) => {
    const base = cell.trim() || `column_${index + 1}`;
    let name = base;
    for (let copy = 2; taken.has(name); copy += 1) name = `${base}_${copy}`;
    taken.add(name);
    return name;
  });
}
