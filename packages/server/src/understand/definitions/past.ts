// Which attributes a definition asks about their past: of those the rows of people have to say what they were.
import { parsePath } from '@rapport/protocol';

/** Names of attributes that stand beside `for` or `changed`. */
export function listPastAttributes(definition: unknown): string[] {
  const found = new Set<string>();
  const visit = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return;
    const { attribute, for: lasted, changed } = part as Record<string, unknown>;
    if (typeof attribute === 'string' && (lasted !== undefined || changed !== undefined))
      found.add(parsePath(attribute)[0] as string);
    for (const inner of Object.values(part)) visit(inner);
  };
  visit(definition);
  return [...found];
}
