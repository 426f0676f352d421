// The script rapport-banner-preview.js: the real banner with what somebody is writing, as the console shows it in a frame while it
// is designed. It asks nobody, keeps nothing and tells nobody what is pressed.
import { showBanner } from './show.ts';
import type { Banner } from './words.ts';

const againMs = 1500;
type Told = { banner: Banner; gpc: boolean };

let shown: { told: Told; close(): void } | undefined;

function show(told: Told): void {
  const { banner, gpc } = told;
  const own = { told, close: () => {} };
  shown?.close();
  shown = own;
  own.close = showBanner(banner, {
    questions: banner.questions.map((question) => ({
      ...{ question, isOn: false, isAgainstGpc: gpc && question.gpc },
    })),
    isReopened: false,
    isPreview: true,
    answered: () => {},
    // Whoever has pressed something sees what comes then, and the banner again.
    closed: () => setTimeout(() => shown === own && show(told), againMs),
  });
}

addEventListener('message', ({ source, data }: MessageEvent<Told>) => {
  if (source === parent && data?.banner) show(data);
});
// To whom is no secret: there is nothing in it.
parent.postMessage('rapport-banner-preview', '*');
