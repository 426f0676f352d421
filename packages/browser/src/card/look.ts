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
.long{max-height:9em;overflow:auto}
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
.pair time,.value>time{font-size:1em;color:inherit}
.pairs>.strong{color:var(--text)}
.pair>.name{font-size:1em}
.refusals{display:grid;gap:8px}
.refusal{display:grid;gap:1px;padding:9px 12px 10px;padding-inline-start:38px;color:var(--refused);background:var(--refused-soft);
border-inline-start:4px solid var(--refused-line);border-radius:6px;position:relative}
.refusal::before{content:"";position:absolute;inset-inline-start:11px;top:12px;width:16px;height:16px;border:2px solid;border-radius:50%;
background:linear-gradient(45deg,transparent calc(50% - 1px),currentColor calc(50% - 1px) calc(50% + 1px),transparent calc(50% + 1px))}
.refusal strong{font-size:1.1em;line-height:1.3}
.refusal span{font-size:.86em}
.fields{display:grid}
.field{display:grid;grid-template-columns:minmax(0,5fr) minmax(0,7fr);gap:0 12px;padding:2px 6px;margin-inline:-6px;
border-radius:6px;align-items:baseline;position:relative}
.label{display:flex;align-items:center;gap:2px;color:var(--muted);min-height:24px}
.value{font-variant-numeric:tabular-nums;padding-block:2px}
.permits,.segments{grid-template-columns:minmax(0,1fr)}
.section{grid-template-columns:minmax(0,1fr);padding-top:10px;margin-top:6px;border-top:1px solid var(--line);border-radius:0}
.section .label{color:var(--text)}
.section+.field:not(.section){border-top:1px solid var(--line);border-radius:0;margin-top:6px;padding-top:10px}
.origin-label,.origin-sign{appearance:none;border:0;background:none;color:inherit;padding:0;margin:0;font:inherit;text-align:start;
cursor:help;border-radius:4px;min-height:24px}
.origin-label:hover,.origin-label[aria-expanded=true]{text-decoration:underline dotted;text-underline-offset:3px}
.origin-sign{flex:none;width:24px;height:24px;margin-inline-start:auto;position:relative;text-align:center;color:var(--muted);
font:italic 600 11px/1 Georgia,serif}
.origin-sign::before{content:"";position:absolute;inset:4px;border:1px solid;border-radius:50%;opacity:.6}
.origin-sign:hover,.origin-sign[aria-expanded=true]{color:var(--accent)}
@media(hover:none){.origin-label{text-decoration:underline dotted;text-underline-offset:3px}}
.fold{appearance:none;border:0;background:none;padding:0;margin:0;font:inherit;color:inherit;text-align:start;cursor:pointer;
display:flex;align-items:center;gap:6px;min-height:24px;border-radius:4px}
.fold::after{content:"";flex:none;width:6px;height:6px;margin:0 3px;border:solid var(--muted);border-width:0 1.5px 1.5px 0;
transform:rotate(-45deg)}
.fold[aria-expanded=true]::after{transform:translateY(-2px) rotate(45deg)}
.value[hidden]+.origin{display:none}
.copy{appearance:none;border:0;background:none;padding:0;margin:0;font:inherit;font-size:.86em;color:var(--muted);text-align:start;
cursor:copy;min-height:24px;border-radius:4px;overflow-wrap:anywhere}
.small .copy,.pairs .copy{font-size:1em;min-height:0}
.copy.strong{font-size:1em;color:inherit;font-weight:550}
.copy:hover{color:var(--accent)}
.copied::after{content:" ✓";content:" ✓"/"";color:var(--good)}
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
.until.over{color:var(--muted)}
.chips{display:flex;flex-wrap:wrap;gap:4px}
.chips li{background:var(--soft);color:var(--accent);border-radius:999px;padding:1px 9px;font-size:.86em;line-height:1.6}
.may{position:relative;padding-inline-start:1.4em;color:var(--good)}
.may::before{content:"✓";content:"✓"/"";position:absolute;inset-inline-start:0}
.may.not{color:var(--muted)}
.may.not::before{content:"–";content:"–"/""}
summary{cursor:pointer;color:var(--muted);font-size:.86em;padding-block:4px;min-height:24px}
details dl{font-size:.86em;padding-top:4px}
dt{font-weight:550}
dd{color:var(--muted);margin-bottom:6px}
.state{display:grid;gap:4px;justify-items:start}
.state p{color:var(--muted)}
.state button,.stale button{font:inherit;color:var(--accent);background:none;border:1px solid var(--line);border-radius:6px;
padding:2px 10px;min-height:28px;cursor:pointer}
.state button{margin-top:6px}
.stale{display:flex;flex-wrap:wrap;gap:2px 12px;align-items:center;justify-content:space-between;font-size:.86em;
color:var(--refused);border-bottom:1px solid var(--line);padding-bottom:8px}
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
@media print{.origin-sign,.stale button{display:none}}
`;
