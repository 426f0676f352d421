// Variables that a text names and that there are not.
import type { Path } from '../liquid/named.ts';

export type KnownNames = {
  attributes: ReadonlySet<string>;
  /** For the purpose of the message. */
  traits: ReadonlySet<string>;
  /** Undefined: the template has no view. */
  fields: ReadonlySet<string> | undefined;
  links: ReadonlySet<string>;
};

const ofBrand = new Set(['slug', 'name', 'accent', 'logo']);

/** Undefined: it is there, or it is one that whoever asks for the message says. */
export function whyUnknown(
  path: Path,
  { attributes, traits, fields, links }: KnownNames,
): string | undefined {
  const [root = '', name, inner] = path;
  const own = ['person', 'view', 'joined', 'brand', 'links'].includes(root);
  if (!own) return undefined;
  if (name === undefined) return `"${root}" has several parts: name the one that is meant.`;
  const written = path.slice(0, root === 'person' && name === 'traits' ? 3 : 2).join('.');
  if (root === 'view' || root === 'joined')
    return fields === undefined
      ? `"${written}" is of a view, and the template has none.`
      : fields.has(name)
        ? undefined
        : `The view has no field "${name}".`;
  if (root === 'person' && name === 'traits') {
    if (inner === undefined) return '"person.traits" has several parts: name one trait.';
    return traits.has(inner) ? undefined : `No trait "${inner}" is made for the purpose of this message.`;
  }
  const known = { person: attributes, brand: ofBrand, links }[root as 'person' | 'brand' | 'links'];
  return known.has(name) ? undefined : `Nobody told "${written}" so far.`;
}
