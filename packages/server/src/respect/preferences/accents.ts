// The colours of a brand: refused where nobody could read them, and completed where one was left out.
import { AppError, contrastNeeded, contrastOnPages, nearestReadable, type Shade } from '@rapport/protocol';

export type Accents = { accent: string | null; accent_dark: string | null };

/** Throws `accent_unreadable`, with what was measured and the nearest colour that will do. */
export function refuseUnreadable({ accent, accent_dark }: Accents): void {
  if (accent !== null) refuse('accent', accent, 'light');
  if (accent_dark !== null) refuse('accent_dark', accent_dark, 'dark');
}

function refuse(field: keyof Accents, colour: string, shade: Shade): void {
  const ratio = contrastOnPages(colour, shade);
  if (ratio >= contrastNeeded) return;
  const nearest = nearestReadable(colour, shade);
  // Rounded down: 4.498 is not 4.5.
  const measured = Math.floor(ratio * 100) / 100;
  const problem = `on ${shade} pages its contrast is ${measured} to 1, and ${contrastNeeded} are needed: ${nearest} has that`;
  throw new AppError('accent_unreadable', `${field}: ${problem}.`, {
    fields: [{ field, problem }],
    ...{ field, ratio: measured, needed: contrastNeeded, nearest },
  });
}

/** What the pages wear; null: ours. */
export const toWorn = ({ accent, accent_dark }: Accents): { light: string | null; dark: string | null } => ({
  light: accent,
  dark: accent_dark ?? (accent === null ? null : nearestReadable(accent, 'dark')),
});
