// Which variables and filters a text names, read from the text alone: so nothing is asked of a person that no text says.
import type { Liquid, Template } from 'liquidjs';
import { localFilters, zonedFilters } from './filters.ts';

/** `person.traits.orders` as `['person', 'traits', 'orders']`, up to where it depends on another variable. */
export type Path = readonly string[];

export type Named = {
  paths: readonly Path[];
  /** Whether it is filled otherwise in another place, and in another time zone. */
  isLocal: boolean;
  isZoned: boolean;
};

export function findNamed(liquid: Liquid, templates: Template[], text: string): Named {
  const paths = new Map<string, Path>();
  for (const segments of liquid.globalVariableSegmentsSync(templates, { partials: false })) {
    const end = segments.findIndex((one) => typeof one !== 'string');
    const path = (end === -1 ? segments : segments.slice(0, end)).map(String);
    paths.set(JSON.stringify(path), path);
  }
  // What stands in a text that no variable is in may look like a filter too; then something is read for nothing.
  const filters = text.matchAll(/\|\s*(\w+)/g).map(({ 1: name = '' }) => name);
  const used = new Set(filters);
  return {
    paths: [...paths.values()],
    isLocal: !used.isDisjointFrom(localFilters),
    isZoned: !used.isDisjointFrom(zonedFilters),
  };
}
