/** Sets of numbers as a forest: `parent` of each, a root its own. The root of the set, and shorter ways to it. */
export function findRoot(parent: { [place: number]: number }, place: number): number {
  let root = place;
  while (parent[root] !== root) {
    parent[root] = parent[parent[root] as number] as number;
    root = parent[root] as number;
  }
  return root;
}
