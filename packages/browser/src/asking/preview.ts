// The script rapport-ask-preview.js: in a frame it shows the card as it would be, to whoever sets it up. It asks and keeps nothing.
import type { Ask } from './asks.ts';
import { showCard } from './card.ts';

let card: HTMLElement | undefined;

addEventListener('message', ({ source, data }: MessageEvent<{ ask?: Ask } | undefined>) => {
  if (source !== parent || !data?.ask) return;
  card?.remove();
  const nothing = () => {};
  card = showCard(data.ask, nothing, nothing);
});
// Whoever holds the frame tells then what to show.
parent.postMessage('rapport-ask-preview', '*');
