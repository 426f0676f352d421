// How the pages of the centre look: large enough to press, readable in the dark, one column from 320 pixels on.
import { isReadable, pageGrounds, toColour, wordsOn } from '@rapport/protocol';

const { light, dark } = pageGrounds;
/** Of a page that wears no colour of a brand. */
const ours = { light: '#3b2fb0', dark: '#b9b2ff' };

const accent = (one: { light: string; dark: string }): string =>
  `--act: light-dark(${one.light}, ${one.dark}); --on-act: light-dark(${wordsOn(one.light)}, ${wordsOn(one.dark)});`;

/** Beside the other style sheet. The address says what is in it, so it never changes: pages may not have styles of their own. */
export const coloursPath = (onLight: string | null, onDark: string | null): string | null =>
  onLight === null && onDark === null
    ? null
    : `/preferences/colours/${(onLight ?? ours.light).slice(1)}-${(onDark ?? ours.dark).slice(1)}.css`;

/** Undefined for colours in which nobody could read. */
export function toColoursSheet(name: string): string | undefined {
  const [onLight, onDark] = (/^([0-9a-f]{6})-([0-9a-f]{6})\.css$/.exec(name) ?? [])
    .slice(1)
    .map((digits) => toColour(`#${digits}`));
  if (onLight === undefined || onDark === undefined) return undefined;
  if (!isReadable(onLight, 'light') || !isReadable(onDark, 'dark')) return undefined;
  return `:root { ${accent({ light: onLight, dark: onDark })} }\n`;
}

export const styleSheet = `
:root { color-scheme: light dark; --ink: light-dark(#1c1b22, #f2f1f5); --soft: light-dark(#5b5966, #b4b1bf);
  --ground: light-dark(${light.ground}, ${dark.ground}); --card: light-dark(${light.card}, ${dark.card}); --line: light-dark(#d9d6e0, #3a3844);
  ${accent(ours)} --on: light-dark(#14693c, #7fd6a4); }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 1.0625rem/1.55 system-ui, sans-serif; overflow-wrap: anywhere; }
main { max-width: 44rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
.viewer { margin: 0; padding: .75rem 1rem; background: var(--ink); color: var(--ground); text-align: center; font-weight: 600; }
.brand { margin: 0 0 1.25rem; font-weight: 600; font-size: 1.2rem; }
.brand img { display: block; max-height: 3.5rem; max-width: min(100%, 16rem); }
/* On dark pages it stands on white, as it was drawn for. */
.brand img { background: light-dark(transparent, #ffffff); box-shadow: 0 0 0 .5rem light-dark(transparent, #ffffff); border-radius: .1rem; }
/* Shown to somebody who chose, not as their system has it. */
:root[data-shade=light] { color-scheme: light; }
:root[data-shade=dark] { color-scheme: dark; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 1.25rem 0 .5rem; }
h2 { font-size: 1.2rem; margin: 2.25rem 0 .75rem; }
h3 { font-size: 1.0625rem; margin: 0; }
p { margin: .25rem 0; }
ul { list-style: none; margin: 0; padding: 0; display: grid; gap: .75rem; }
li { background: var(--card); border: 1px solid var(--line); border-radius: .75rem; padding: 1rem; display: flex;
  flex-wrap: wrap; gap: .75rem 1.5rem; align-items: center; justify-content: space-between; }
li > div { flex: 1 1 18rem; min-width: 0; }
li > form { margin: 0; }
li.fixed { display: block; }
form { display: flex; flex-wrap: wrap; gap: .5rem; }
button { font: inherit; font-weight: 600; min-height: 2.75rem; min-width: 6.5rem; padding: .5rem 1.1rem; border-radius: .6rem;
  border: 2px solid var(--act); background: transparent; color: var(--act); cursor: pointer; }
button:hover { background: var(--act); color: var(--on-act); }
:focus-visible { outline: 3px solid var(--act); outline-offset: 3px; }
select { font: inherit; min-height: 2.75rem; padding: .4rem .6rem; border-radius: .6rem; border: 1px solid var(--soft);
  background: var(--card); color: var(--ink); max-width: 100%; }
textarea, input[type=email] { font: inherit; min-height: 2.75rem; width: 100%; padding: .5rem .6rem; border-radius: .6rem; border: 1px solid var(--soft);
  background: var(--card); color: var(--ink); }
.words { flex: 1 1 100%; }
.words label { flex: 1 1 100%; }
.words p { flex: 1 1 100%; }
blockquote { margin: .25rem 0; padding-inline-start: .75rem; border-inline-start: 3px solid var(--line); white-space: pre-wrap; }
section > p { margin-bottom: .75rem; }
label { display: grid; gap: .15rem; color: var(--soft); flex: 0 1 17rem; min-width: 0; }
label select { width: 100%; }
.often { align-items: end; }
a { color: var(--act); }
footer { max-width: 44rem; margin: 0 auto; padding: 0 1rem 3rem; }
footer a { display: inline-block; padding: .3rem 0; }
form { margin-top: .5rem; }
.plain { gap: .15rem; margin: .15rem 0 .5rem; }
.plain li { display: list-item; list-style: disc; margin-inline-start: 1.25rem; padding: 0; border: 0; background: none; }
.contact, .state, .origin { color: var(--soft); }
.state strong { color: var(--ink); }
.on .state strong { color: var(--on); }
.told { margin: 1.25rem 0; padding: .75rem 1rem; border-radius: .75rem; border: 1px solid var(--on); background: var(--card); }
.languages { display: flex; flex-wrap: wrap; gap: .25rem 1rem; }
.languages > * { padding: .3rem 0; min-height: 1.5rem; }
`;
