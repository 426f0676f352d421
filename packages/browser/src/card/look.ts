// How the card looks. A constructed style sheet, which a strict content security policy lets through. Colours follow the
// colour scheme of the page; whoever embeds the card changes them by custom properties and parts.

export const look = `
:host{display:block;font:var(--rapport-font,14px/1.45 system-ui,-apple-system,"Segoe UI",sans-serif);
--text:var(--rapport-text,light-dark(#17171c,#ededf2));--muted:var(--rapport-muted,light-dark(#5c5c69,#a3a4b2));
--surface:var(--rapport-surface,light-dark(#fff,#131317));--line:var(--rapport-line,light-dark(#e2e2e8,#2b2b34));
--accent:var(--rapport-accent,light-dark(#4446cc,#a2a4fa));--soft:var(--rapport-soft,light-dark(#eeeffc,#20213d));
--refused:var(--rapport-refused,light-dark(#7d4105,#f5c07c));--refused-soft:var(--rapport-refused-surface,light-dark(#fcefdc,#33240f));
--refused-line:var(--rapport-refused-line,light-dark(#c77614,#d28b2f));--good:var(--rapport-permitted,light-dark(#146c3c,#68d69a))}
:host([hidden]){display:none}
*{box-sizing:border-box}
[hidden]{display:none!important}
section{background:var(--surface);color:var(--text);border:1px solid var(--line);border-radius:var(--rapport-radius,10px);
padding:16px;display:grid;gap:12px;overflow-wrap:anywhere;min-width:0}
section>*,.fields>*{min-width:0}
h2,h3,p,ul,ol,dl,dd{margin:0;padding:0}
ul{list-style:none}
h2{font-size:1.28em;line-height:1.25;font-weight:650;letter-spacing:-.01em}
h3{font-size:1em;font-weight:600}
.small,.pairs,time,.name{font-size:.86em;color:var(--muted)}
.none{color:var(--muted)}
.pairs{display:flex;flex-wrap:wrap;gap:0 12px}
.pair{color:var(--text)}
.pair time{font-size:1em}
.pair>.name{font-size:1em}
.refusals{display:grid;gap:8px}
.refusal{display:grid;gap:1px;padding:9px 12px 10px;color:var(--refused);background:var(--refused-soft);
border-inline-start:4px solid var(--refused-line);border-radius:6px}
.refusal strong{font-size:1.1em;line-height:1.3}
.refusal span{font-size:.86em}
.fields{display:grid}
.field{display:grid;grid-template-columns:minmax(0,5fr) minmax(0,7fr);gap:0 12px;padding:5px 6px;margin-inline:-6px;
border-radius:6px;align-items:baseline;position:relative}
.label{display:flex;align-items:center;gap:2px;color:var(--muted);min-height:24px}
.value{font-variant-numeric:tabular-nums;padding-block:2px}
.section{grid-template-columns:minmax(0,1fr);padding-top:14px;margin-top:6px;border-top:1px solid var(--line);border-radius:0}
.section .label{color:var(--text)}
.section+.field:not(.section){border-top:1px solid var(--line);border-radius:0;margin-top:6px;padding-top:10px}
.origin-button{appearance:none;border:0;background:var(--surface);color:var(--muted);width:24px;height:24px;padding:0;position:absolute;
inset-inline-end:4px;inset-block-start:5px;
display:grid;place-items:center;font:italic 600 11px/1 Georgia,serif;cursor:pointer;opacity:0;border-radius:50%}
.origin-button::before{content:"";grid-area:1/1;width:15px;height:15px;border:1px solid;border-radius:50%}
.section .origin-button{inset-block-start:14px}
.field:hover .origin-button,.origin-button:focus-visible,.origin-button[aria-expanded=true]{opacity:1}
@media(hover:none){.origin-button{opacity:1}.value{padding-inline-end:24px}.section .value{padding-inline-end:0}}
.origin{grid-column:1/-1;font-size:.86em;color:var(--muted);padding:3px 0 4px}
.rows{display:grid}
ol.rows{padding-inline-start:1.6em;color:var(--muted)}
ol.rows>*{color:var(--text)}
.item{padding-block:6px}
.rows>.item+.item{border-top:1px solid var(--line)}
.line{display:flex;justify-content:space-between;gap:2px 12px;align-items:baseline}
.line>:last-child:not(:first-child){flex:none;max-width:60%}
.strong{font-weight:550}
.joined{margin-top:4px;padding-inline-start:10px;border-inline-start:2px solid var(--line)}
.joined .item{padding-block:3px}
.until{font-size:.86em;color:var(--good)}
.until.over{color:var(--refused)}
.chips{display:flex;flex-wrap:wrap;gap:4px}
.chips li{background:var(--soft);color:var(--accent);border-radius:999px;padding:1px 9px;font-size:.86em;line-height:1.6}
.may{color:var(--good)}
.may.not{color:var(--muted)}
summary{cursor:pointer;color:var(--muted);font-size:.86em;padding-block:4px;min-height:24px}
details dl{font-size:.86em;padding-top:4px}
dt{font-weight:550}
dd{color:var(--muted);margin-bottom:6px}
.state{display:grid;gap:4px;justify-items:start}
.state p{color:var(--muted)}
.state button,.stale button{font:inherit;color:var(--accent);background:none;border:1px solid var(--line);border-radius:6px;
padding:4px 12px;min-height:28px;cursor:pointer;margin-top:6px}
.stale{display:grid;gap:0;justify-items:start;font-size:.86em;color:var(--refused);border-top:1px solid var(--line);padding-top:10px}
:focus-visible{outline:2px solid var(--accent);outline-offset:1px}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.bone{height:12px;border-radius:6px;background:var(--line);margin-block:10px;width:80%}
.bone.wide{width:100%}
.bone.short{width:45%}
@keyframes changed{from{background:var(--soft)}}
.changed{animation:changed 2.5s ease-out}
@media(prefers-reduced-motion:no-preference){.bone{animation:breathe 1.4s infinite alternate}}
@keyframes breathe{to{opacity:.45}}
@media(prefers-reduced-motion:reduce){.changed{animation:none;background:var(--soft)}}
@media print{.origin-button,.stale button{display:none}}
`;
