// What definitions name of each other, so that none needs itself.
import type { SegmentDefinition, TraitDefinition } from './definitions.ts';

/** `segment:loyal` or `trait:orders`. */
export type Reference = `segment:${string}` | `trait:${string}`;

/**
 * The segments and traits that a condition or value asks. Both words are keys of such a question and of nothing else; values that a
 * person wrote are texts and never objects, so no text can be taken for a question.
 */
export function listReferences(definition: unknown): Reference[] {
  const found = new Set<Reference>();
  const visit = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return;
    for (const [key, inner] of Object.entries(part)) {
      if ((key === 'segment' || key === 'trait') && typeof inner === 'string') found.add(`${key}:${inner}`);
      else visit(inner);
    }
  };
  visit(definition);
  return [...found];
}

/**
 * The lists kept by hand that a condition asks. Such a question has no other key; the trait `list` has what it is made of beside
 * it.
 */
export function listNamedLists(definition: unknown): string[] {
  const found = new Set<string>();
  const visit = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return;
    const entries = Object.entries(part);
    const [[key, name] = []] = entries;
    if (entries.length === 1 && key === 'list' && typeof name === 'string') found.add(name);
    for (const [, inner] of entries) visit(inner);
  };
  visit(definition);
  return [...found];
}

/** A circle among definitions, as the way round it; undefined where there is none. Names that nobody defines lead nowhere. */
export function findCircle(
  segments: readonly SegmentDefinition[],
  traits: readonly TraitDefinition[],
): Reference[] | undefined {
  const asks = new Map<Reference, Reference[]>([
    ...segments.map((one) => [`segment:${one.name}`, listReferences(one.definition)] as const),
    ...traits.map((one) => [`trait:${one.name}`, listReferences(one.definition)] as const),
  ]);
  const done = new Set<Reference>();
  const way: Reference[] = [];
  const follow = (from: Reference): Reference[] | undefined => {
    const start = way.indexOf(from);
    if (start !== -1) return [...way.slice(start), from];
    if (done.has(from)) return undefined;
    way.push(from);
    for (const next of asks.get(from) ?? []) {
      const circle = follow(next);
      if (circle !== undefined) return circle;
    }
    way.pop();
    done.add(from);
    return undefined;
  };
  for (const name of asks.keys()) {
    const circle = follow(name);
    if (circle !== undefined) return circle;
  }
  return undefined;
}
