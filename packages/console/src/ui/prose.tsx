// A sentence in which `backticks` mark code, as messages of the server and of the catalogues have it.
import { Fragment } from 'react';

export function Prose({ text }: { text: string }) {
  return text.split('`').map((part, index) =>
    // The parts of one sentence do not move, and every second one is code.
    // biome-ignore lint/suspicious/noArrayIndexKey: see above.
    index % 2 === 1 ? <code key={index}>{part}</code> : <Fragment key={index}>{part}</Fragment>,
  );
}
