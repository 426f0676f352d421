// What texts need to be filled: read from them, so that nothing more is asked of a person.

import { listTexts } from './contents.ts';
import { languageAttributes, timeZoneAttributes } from './languages.ts';
import type { Named, Path } from './liquid/named.ts';
import { parseText } from './liquid/texts.ts';

export type Needs = {
  attributes: readonly string[];
  traits: readonly string[];
  /** Of the view. */
  fields: readonly string[];
};

/** What all texts of these contents name. Throws `TemplateFault` where one cannot be understood. */
export function nameAll(contents: readonly unknown[]): Named {
  const all = contents.flatMap((one) => listTexts(one)).map(({ text }) => parseText(text, 'text').named);
  return {
    paths: all.flatMap(({ paths }) => paths),
    isLocal: all.some(({ isLocal }) => isLocal),
    isZoned: all.some(({ isZoned }) => isZoned),
  };
}

/** `choosesLanguage`: it depends on the person which of several translations is taken. */
export function toNeeds({ paths, isLocal, isZoned }: Named, choosesLanguage: boolean): Needs {
  const attributes = new Set<string>([
    ...(choosesLanguage || isLocal ? languageAttributes : []),
    ...(isZoned ? timeZoneAttributes : []),
  ]);
  const [traits, fields] = [new Set<string>(), new Set<string>()];
  for (const path of paths) {
    const [root, name, inner] = path as Path & [string, string?, string?];
    if (name === undefined) continue;
    if (root === 'view' || root === 'joined') fields.add(name);
    if (root === 'person' && name !== 'traits') attributes.add(name);
    if (root === 'person' && name === 'traits' && inner !== undefined) traits.add(inner);
  }
  return { attributes: [...attributes], traits: [...traits], fields: [...fields] };
}

export const needsNobody = ({ attributes, traits, fields }: Needs): boolean =>
  attributes.length + traits.length + fields.length === 0;
