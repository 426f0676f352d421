// The age and origin of what is shown: a line that opens below it.
import type { Origin } from './answer.ts';
import { make } from './elements.ts';
import type { Drawing } from './values.ts';

type Told = { updated_at: string | null; origin: Origin | null };

export function originLine(
  { origin, updated_at }: Told,
  { words, formats }: Drawing,
  isOpen: boolean,
): HTMLElement {
  const parts = [originText(origin, words), updated_at && words.updated(formats.exact(updated_at))];
  const text = parts.filter(Boolean).join(' · ') || words.noOrigin;
  return make('div', { class: 'origin', hidden: !isOpen }, text);
}

/** What opens it: the label of a small field, a sign beside the heading of a list. */
export function originButton(
  name: string,
  label: string,
  { words, opened }: Drawing,
  text: string,
): HTMLElement {
  const about = words.origin(label);
  return make(
    'button',
    {
      ...{ type: 'button', class: text === label ? 'origin-label' : 'origin-sign', 'data-key': name },
      ...{ 'aria-label': about, title: about, 'aria-expanded': String(opened.has(name)) },
      click(event) {
        const isOpen = !opened.delete(name);
        if (isOpen) opened.add(name);
        const button = event.currentTarget as HTMLElement;
        button.setAttribute('aria-expanded', String(isOpen));
        // That of the field, and of each object in it.
        for (const line of button.closest('.field')?.querySelectorAll<HTMLElement>('.origin') ?? [])
          line.hidden = !isOpen;
      },
    },
    text,
  );
}

function originText(origin: Origin | null, words: Drawing['words']): string | undefined {
  if (origin === null) return undefined;
  switch (origin.kind) {
    case 'definition':
      return origin.name ? words.computed(origin.name) : undefined;
    case 'api':
      return words.api;
    case 'import':
      return words.import;
    case 'statement':
      return words.from(origin.method);
    case 'events':
      return origin.event === undefined ? undefined : words.from(origin.event);
    default:
      return words.from(origin.source);
  }
}
