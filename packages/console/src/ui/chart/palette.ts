// The tokens of the theme as the drawing library wants them: a drawing has no style sheet.

const TOKENS = {
  main: '--chart',
  soft: '--chart-soft',
  bad: '--bad-solid',
  before: '--text-3',
  text: '--text',
  quiet: '--text-3',
  line: '--line',
  floor: '--line-strong',
  font: '--font',
} as const;

export type Palette = Record<keyof typeof TOKENS, string>;
export type Tone = 'main' | 'soft' | 'bad';

export function readPalette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const entries = Object.entries(TOKENS).map(([name, token]) => [name, style.getPropertyValue(token).trim()]);
  return Object.fromEntries(entries) as Palette;
}
