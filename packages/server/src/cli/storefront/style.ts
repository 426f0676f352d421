// How the storefront looks: calm, in both schemes, down to the narrowest phone.
export const styleSheet = `
:root {
  color-scheme: light dark;
  --paper: light-dark(#fbfaf7, #191816);
  --card: light-dark(#ffffff, #22201d);
  --ink: light-dark(#24211d, #ece8e1);
  --quiet: light-dark(#68625a, #aaa399);
  --line: light-dark(#e3ddd3, #3a3630);
  --accent: light-dark(#7a3b2e, #e0a08f);
  --on-accent: light-dark(#ffffff, #2a120c);
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--paper); color: var(--ink);
  font: 1rem/1.55 system-ui, sans-serif; display: flex; flex-direction: column; min-height: 100vh;
}
a { color: inherit; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; border-radius: 3px; }
header, main, footer { width: 100%; max-width: 64rem; margin: 0 auto; padding: 1rem clamp(1rem, 4vw, 2rem); }
header { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; align-items: baseline; border-bottom: 1px solid var(--line); }
header .name { font: 600 1.35rem/1.2 Georgia, serif; text-decoration: none; margin-inline-end: auto; }
main { flex: 1; padding-block: 1.5rem 3rem; }
footer { border-top: 1px solid var(--line); color: var(--quiet); display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; font-size: .9rem; }
footer p { margin: 0; margin-inline-end: auto; }
h1 { font: 600 clamp(1.6rem, 5vw, 2.2rem)/1.2 Georgia, serif; margin: 0 0 .5rem; }
h2 { font: 600 1.2rem/1.3 Georgia, serif; margin: 2rem 0 .75rem; }
.quiet { color: var(--quiet); }
.shelf { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(13rem, 100%), 1fr)); gap: 1rem; list-style: none; margin: 0; padding: 0; }
.shelf a { display: flex; flex-direction: column; gap: .25rem; height: 100%; padding: 1rem; background: var(--card); border: 1px solid var(--line); border-radius: .6rem; text-decoration: none; }
.shelf a:hover { border-color: var(--accent); }
.shelf .kind { color: var(--quiet); font-size: .85rem; }
.shelf .price { margin-top: auto; padding-top: .5rem; font-variant-numeric: tabular-nums; }
.price-large { font-size: 1.4rem; font-variant-numeric: tabular-nums; }
button { font: inherit; padding: .65rem 1.2rem; border: 1px solid var(--accent); border-radius: .5rem; background: var(--accent); color: var(--on-accent); cursor: pointer; }
button.link { padding: 0; border: 0; background: none; color: inherit; text-decoration: underline; }
table { width: 100%; border-collapse: collapse; }
th, td { text-align: start; padding: .6rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
th:last-child, td:last-child { text-align: end; font-variant-numeric: tabular-nums; }
form.order { display: grid; gap: 1rem; max-width: 26rem; margin-top: 2rem; }
label { display: grid; gap: .3rem; }
input { font: inherit; padding: .6rem .7rem; border: 1px solid var(--quiet); border-radius: .5rem; background: var(--card); color: inherit; width: 100%; }
[role=alert] { border-inline-start: 4px solid var(--accent); padding: .5rem .8rem; background: var(--card); margin: 0; }
`;
