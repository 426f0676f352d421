// Ids that are copied by a click: whoever answers a customer writes them into other windows.
import { make } from './elements.ts';
import type { Drawing } from './values.ts';

const copiedMs = 1500;

export function copyable(id: string, { words, say }: Pick<Drawing, 'words' | 'say'>, look = ''): HTMLElement {
  const text = make('bdi', {}, id);
  return make(
    'button',
    {
      ...{ type: 'button', class: `copy ${look}`, part: 'copy', 'data-key': `copy ${id}` },
      ...{ 'aria-label': words.copy(id), title: words.copy(id) },
      async click({ currentTarget }) {
        if (!(await isCopied(id))) {
          getSelection()?.selectAllChildren(text);
          return;
        }
        const button = currentTarget as HTMLElement;
        button.classList.add('copied');
        setTimeout(() => button.classList.remove('copied'), copiedMs);
        say(words.copied(id));
      },
    },
    text,
  );
}

/** A page in a frame may not be allowed to: then the id is marked, to be copied by hand. */
async function isCopied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
