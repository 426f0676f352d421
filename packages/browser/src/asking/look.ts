// How the card that asks looks: in a corner, over the whole width on a phone, in the colours of the page's scheme. It does
// not move, so nobody has to ask it not to.

export const look = `
:host{all:initial;color-scheme:inherit;position:fixed;z-index:2147483646;inset:auto 16px 16px auto;width:min(360px,100vw - 32px);
font:var(--rapport-font,15px/1.5 system-ui,sans-serif);color:var(--rapport-text,light-dark(#17171c,#ededf2));
--accent:var(--rapport-accent,light-dark(#4446cc,#a2a4fa))}
*{box-sizing:border-box;font:inherit;color:inherit;margin:0}
.card{position:relative;max-height:calc(100vh - 32px);overflow:auto;padding:20px;border:1px solid #8886;
border-radius:var(--rapport-radius,12px);background:var(--rapport-surface,light-dark(#fff,#1a1a20));box-shadow:0 8px 28px #0003;
overflow-wrap:anywhere}
h2{font-size:1.2em;font-weight:650;padding-inline-end:28px}
p{margin:8px 0}
strong{font-weight:600}
.benefit{border-inline-start:3px solid var(--accent);padding-inline-start:10px}
.use{font-size:.86em;margin:12px 0;opacity:.8}
.fault{color:light-dark(#a3161c,#ff9c9c)}
.fault:empty{display:none}
.said{position:absolute;clip-path:inset(50%)}
input,button{min-height:44px;padding:8px 12px;border:1px solid #8a8a96;border-radius:8px;background:none}
[maxlength]{width:100%}
label{display:flex;align-items:center;gap:10px}
[type=radio]{width:18px;min-height:36px;accent-color:var(--accent)}
.buttons{display:grid;grid:auto/1fr 1fr;gap:10px}
button{border-color:var(--accent);font-weight:600;cursor:pointer}
.later{position:absolute;inset:8px 8px auto auto;width:40px;padding:0;border:0;font-size:22px}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
@media print{:host{display:none}}
`;
