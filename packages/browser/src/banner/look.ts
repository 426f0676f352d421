// How the banner looks. A constructed style sheet, which a strict content security policy lets through. Dark where the page is;
// a page changes its colours by custom properties.

export const look = `
:host{all:initial;color-scheme:inherit;
--text:var(--rapport-text,light-dark(#17171c,#ededf2));--muted:var(--rapport-muted,light-dark(#55555f,#a9aab8));
--surface:var(--rapport-surface,light-dark(#fff,#17171c));--line:var(--rapport-line,light-dark(#dcdce3,#34343f));
--own:light-dark(#2b2b33,#ededf2);--accent:var(--rapport-accent,var(--brand,var(--own)));--soft:light-dark(#f3f3f6,#24242c)}
*{box-sizing:border-box}
dialog{position:fixed;z-index:2147483647;inset:auto 0 0;width:auto;max-width:none;max-height:min(92vh,92dvh);margin:0;padding:20px 20px 0;
overflow:auto;overscroll-behavior:contain;border:1px solid var(--line);border-width:1px 0 0;border-radius:14px 14px 0 0;background:var(--surface);color:var(--text);
font:15px/1.5 var(--rapport-font,system-ui,-apple-system,"Segoe UI",sans-serif);overflow-wrap:anywhere;
box-shadow:0 -6px 32px rgb(0 0 0/.14)}
.centre{inset:0;margin:auto;width:min(100vw - 24px,560px);height:fit-content;border-width:1px;border-radius:14px}
::backdrop{background:rgb(0 0 0/.45)}
.centre:not(:modal){box-shadow:0 0 0 100vmax rgb(0 0 0/.45)}
h2,p,ul,li{margin:0;padding:0}
ul{list-style:none}
h2{font-size:1.2em;line-height:1.3;font-weight:650;letter-spacing:-.01em;margin-bottom:6px;text-wrap:balance}
.small{font-size:.9em;color:var(--muted)}
#body{color:var(--muted);max-width:72ch}
a{color:var(--text);text-underline-offset:3px}
#about{margin-top:12px}
.names{display:flex;flex-wrap:wrap;gap:0 .9em;font-weight:550}
.names li::before{content:"• ";content:"• "/"";color:var(--muted)}
.gpc{margin-top:12px;padding:10px 12px;border-radius:8px;background:var(--soft);border-inline-start:3px solid var(--accent)}
.gpc strong{display:block;font-weight:650}
.list{margin-top:14px;border-top:1px solid var(--line)}
.list li{display:grid;grid-template-columns:1fr auto;gap:2px 16px;align-items:center;padding:12px 0;border-bottom:1px solid var(--line)}
label{font-weight:600;cursor:pointer}
.list .small{grid-column:1;max-width:64ch}
.off{color:var(--text)}
input{appearance:none;flex:none;width:44px;height:26px;margin:0;border:2px solid var(--muted);border-radius:99px;cursor:pointer;
background:radial-gradient(circle,var(--muted) 7px,#0000 8px) -9px 0 no-repeat}
input:checked{border-color:var(--accent);background:radial-gradient(circle,var(--surface) 8px,#0000 9px) 9px 0 no-repeat var(--accent)}
.buttons{position:sticky;bottom:0;display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:8px;padding:16px 0 20px;background:var(--surface)}
button{font:inherit;font-weight:600;line-height:1.3;min-height:46px;padding:8px 14px;border:2px solid var(--accent);border-radius:10px;
background:var(--accent);color:var(--surface);cursor:pointer}
button.quiet{background:#0000;color:var(--text);border-color:var(--line)}
button:hover{filter:brightness(1.12)}
button:nth-child(3):last-child{grid-column:1/-1}
h2:focus{outline:0!important}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.said{position:fixed;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.toast{z-index:2147483647;inset:auto 0 24px;margin:auto;width:fit-content;height:auto;max-width:calc(100vw - 32px);clip-path:none;white-space:normal;
padding:10px 18px;border-radius:10px;background:var(--text);color:var(--surface);font:15px/1.4 var(--rapport-font,system-ui,sans-serif)}
@media(min-width:760px){
.bottom{inset:auto 20px 20px;max-width:1080px;margin-inline:auto;border-width:1px;border-radius:14px;padding:24px 28px 0}
.bottom:not(:has(.list)){display:grid;grid-template-columns:minmax(0,1fr) 300px;gap:36px;align-items:center}
.bottom:not(:has(.list)) .buttons{padding:0 0 24px}
.bottom:not(:has(.list))>:first-child{padding-bottom:24px}
.list~*,.buttons{max-width:none}}
@media(max-height:560px){dialog{padding-top:14px}.buttons{gap:6px;padding:10px 0 12px}button{min-height:44px;padding:4px 8px}}
@media(prefers-reduced-motion:no-preference){dialog{animation:come .25s ease-out;will-change:transform}}
@keyframes come{from{transform:translateY(24px)}}
@media(forced-colors:active){input{appearance:auto}}
@media print{:host{display:none}}
`;

/** Both can be read on the grounds of their pages: the server sees to it. */
export const brandLook = (light: string, dark: string): string =>
  `:host{--brand:light-dark(${light},${dark})}`;
