// The looks of a report. Calm and legible: one accent, four colours for outcomes that always come with a shape and a word.

/** What a page around the element shares with it: colours, letters and controls, signs, zones and faces. */
export const base = `
:root, :host {
  --paper: light-dark(#f6f7f5, #12191c); --card: light-dark(#ffffff, #1a2327); --ink: light-dark(#1c2529, #e7edee);
  --soft: light-dark(#55646b, #a5b3b8); --line: light-dark(#d8dedd, #33424a); --accent: light-dark(#1d4e6b, #8cc4e4);
  --accent-ink: light-dark(#ffffff, #0d2230); --good: light-dark(#1a7046, #7fd6a6); --good-paper: light-dark(#e9f5ee, #15301f);
  --bad: light-dark(#b3261e, #ff9d94); --bad-paper: light-dark(#fcebe9, #3b1917); --open: light-dark(#8a5a00, #f0c46a);
  --open-paper: light-dark(#fdf4de, #352a10); --grey: light-dark(#5d6a70, #a5b3b8); --grey-paper: light-dark(#eef1f1, #232e33);
  --glow: light-dark(#ffe28a, #6b5510); --shadow: 0 1px 2px light-dark(#0d1f2914, #0000), 0 6px 20px light-dark(#0d1f290d, #0000);
}
* { box-sizing: border-box; }
h1, h2, h3, p, ul, ol, dl, dd, figure { margin: 0; padding: 0; }
ul, ol { list-style: none; }
h2 { font-size: 1.2rem; line-height: 1.3; }
h3 { font-size: .95rem; }
a { color: var(--accent); text-underline-offset: .2em; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 6px; }
.quiet { color: var(--soft); font-size: .9rem; font-weight: 400; }
.bar { display: flex; flex-wrap: wrap; gap: .75rem; align-items: end; }
.toggle { display: inline-flex; gap: .5rem; align-items: center; min-height: 32px; font-size: .9rem; }
.toggle input { width: 1.15rem; height: 1.15rem; accent-color: var(--accent); }
.data { display: flex; gap: 1.4rem; margin: 1rem 0; align-items: flex-start; }
.sign { flex: none; vertical-align: -.25em; }
.sign circle { fill: var(--grey); }
.sign path { fill: none; stroke: var(--card); stroke-width: 2.2; stroke-linecap: round; stroke-linejoin: round; }
.sign.successful circle { fill: var(--good); }
.sign.failed circle { fill: var(--bad); }
.sign.undetermined circle { fill: var(--open); }
.face { display: block; border-radius: 10px; border: 1px solid var(--line); object-fit: cover; background: #fff; }
.zone-frame { overflow-x: auto; border-radius: 10px; background: #fbfaf4; border: 1px solid var(--line); padding: .6rem .8rem; }
.zone { display: block; width: 100%; min-width: 34rem; height: auto; }
.zone path { fill: none; stroke: #14181a; stroke-width: 1.7; stroke-linecap: round; stroke-linejoin: round; }
.zone text { font: 14px ui-monospace, monospace; text-anchor: middle; fill: #b3261e; }
.zone .marks rect { fill: #ffd75e; }
.zone .faults rect { fill: #f9c7c2; stroke: #b3261e; stroke-width: 1.5; }
@media (forced-colors: active) { .sign circle { fill: CanvasText; } .sign path { stroke: Canvas; } .zone .marks rect { fill: Highlight; } }
`;

export const style = `${base}
:host { display: block; container-type: inline-size; color: var(--ink); font: 400 1rem/1.5 ui-sans-serif, system-ui, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif; }
:host([hidden]) { display: none; }
button { font: inherit; color: inherit; min-height: 44px; border: 1px solid transparent; border-radius: 10px; cursor: pointer; }
.panel { background: var(--card); border: 1px solid var(--line); border-radius: 16px; padding: clamp(1rem, 2.6cqi, 1.6rem); box-shadow: var(--shadow); }
section + section { margin-top: 1rem; }
.verdict { border-radius: 16px; padding: clamp(1.1rem, 3cqi, 1.8rem); background: var(--grey-paper); border: 1px solid var(--grey); scroll-margin-top: 1rem; }
.verdict.successful { background: var(--good-paper); border-color: var(--good); }
.verdict.failed { background: var(--bad-paper); border-color: var(--bad); }
.verdict.undetermined { background: var(--open-paper); border-color: var(--open); }
.verdict-head { display: flex; gap: 1rem; align-items: center; margin-bottom: .8rem; }
.verdict h2 { font-size: clamp(1.5rem, 4cqi, 2rem); letter-spacing: -0.015em; }
.verdict.successful h2 { color: var(--good); }
.verdict.failed h2 { color: var(--bad); }
.verdict.undetermined h2 { color: var(--open); }
.verdict .quiet { color: inherit; opacity: .85; margin-top: .6rem; }
.verdict h3 { margin-top: .4rem; }
.decisive { display: grid; gap: .3rem; margin: .3rem 0 .4rem; }
.decisive a { display: inline-block; min-height: 24px; color: inherit; font-weight: 600; }
.fields { flex: 1; min-width: 0; display: grid; grid-template-columns: repeat(auto-fill, minmax(11.5rem, 1fr)); gap: .25rem .75rem; }
.field { width: 100%; height: 100%; text-align: left; background: transparent; padding: .4rem .6rem; display: grid; align-content: start; }
.field:hover, .field:focus-visible { background: var(--grey-paper); }
.field .name { font-size: .82rem; color: var(--soft); }
.field .value { font-weight: 600; overflow-wrap: anywhere; }
.field .value i { font-weight: 400; color: var(--soft); }
.raw { font: 400 .8rem/1.5 ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; color: var(--soft); overflow-wrap: anywhere; }
.digit { font-size: .8rem; color: var(--soft); }
.digit.wrong { color: var(--bad); font-weight: 700; text-decoration: underline wavy; text-underline-offset: .2em; }
.portrait { max-width: 11rem; }
.vouching { font-size: .85rem; color: var(--soft); margin-top: .35rem; }
.vouching.doubtful { color: var(--open); font-weight: 600; }
.portrait.doubtful .face { outline: 3px dashed var(--open); outline-offset: 2px; }
.told { border-left: 3px solid var(--line); padding-left: .9rem; margin-top: .9rem; }
.told.doubtful { border-left: 3px dashed var(--open); }
.details dl, .facts dl { display: grid; grid-template-columns: minmax(7rem, 14rem) minmax(0, 1fr); gap: .2rem 1rem; margin-top: .4rem; font-size: .95rem; }
.details dd, .facts dd { grid-column: 2; overflow-wrap: anywhere; }
.details dt, .facts dt { color: var(--soft); }
.seal .level { margin-top: .6rem; font-weight: 600; }
.seal .lines { white-space: pre-wrap; }
.seal dd > dl { margin-top: 0; }
.swatch { display: inline-block; width: .8rem; height: .8rem; border-radius: 3px; border: 1px solid var(--soft); margin-right: .45rem; vertical-align: -.08em; }
.octets .hex { display: block; overflow-wrap: anywhere; font: 400 .82rem/1.9 ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; margin-top: .4rem; color: var(--soft); }
.octets .json { white-space: pre-wrap; }
.octets mark { color: var(--ink); padding: .12em .25em; border-radius: 4px; box-decoration-break: clone; -webkit-box-decoration-break: clone; }
.legend { display: flex; flex-wrap: wrap; gap: 0 .9rem; align-items: baseline; }
.swatch, .octets mark { background: var(--tint); }
.head { --tint: light-dark(#e4e2f4, #35325c); } .tail { --tint: light-dark(#e3e3df, #37403f); }
.f0 { --tint: light-dark(#cfe3f6, #173d5c); } .f1 { --tint: light-dark(#fbe3bf, #4d3a16); } .f2 { --tint: light-dark(#d3ecd9, #1d4528); } .f3 { --tint: light-dark(#f6d5e2, #55243a); }
.f4 { --tint: light-dark(#e5f2c4, #38450f); } .f5 { --tint: light-dark(#d9d3f2, #3a2f66); } .f6 { --tint: light-dark(#c8ecec, #134848); } .f7 { --tint: light-dark(#f8d9cc, #5a2a18); }
.chain > h3 { margin-top: 1rem; }
.differences h3 { margin: .7rem 0 .3rem; }
.differences ul { list-style: disc; padding-left: 1.2rem; margin-top: .7rem; }
.place { min-height: 1.6em; margin-top: .5rem; font-size: .9rem; color: var(--soft); }
.checks > .bar { justify-content: space-between; align-items: center; }
.groups { display: grid; gap: .8rem; margin: .8rem 0; }
.only-open .calm { display: none; }
summary { cursor: pointer; border-radius: 8px; list-style: none; }
summary::-webkit-details-marker { display: none; }
summary::before { content: ""; flex: none; width: .5rem; height: .5rem; border: solid var(--soft); border-width: 0 2px 2px 0; transform: rotate(-45deg); transition: transform .15s; }
[open] > summary::before { transform: rotate(45deg); }
.group > summary { display: flex; gap: .6rem; align-items: center; font-weight: 600; padding: .45rem .3rem; border-bottom: 1px solid var(--line); }
.check > summary { display: grid; grid-template-columns: auto auto minmax(0, 1fr) auto; gap: 0 .6rem; align-items: center; padding: .5rem .3rem; min-height: 44px; }
.check > summary:hover { background: var(--grey-paper); }
.check .outcome { font-size: .85rem; color: var(--soft); }
.check.failed .outcome { color: var(--bad); font-weight: 600; }
.check.undetermined .outcome { color: var(--open); font-weight: 600; }
.because { grid-column: 3 / -1; font-size: .9rem; color: var(--soft); }
.check dl { margin: .2rem 0 .8rem 2.4rem; padding-left: .9rem; border-left: 2px solid var(--line); display: grid; gap: .1rem; max-width: 46rem; }
.check dt { font-size: .8rem; color: var(--soft); margin-top: .4rem; }
.deviations ul { list-style: disc; padding-left: 1.2rem; }
.steps { margin-top: 1rem; display: grid; justify-items: center; }
.step { width: min(100%, 34rem); border: 1.5px solid var(--line); border-radius: 12px; padding: .8rem 1rem; background: var(--paper); }
.step.csca, .step.csca_link { border-color: var(--accent); border-width: 2px; }
.step.missing { border-style: dashed; border-color: var(--open); }
.subject { font-weight: 600; overflow-wrap: anywhere; }
.facts { font-size: .85rem; margin-top: .2rem; }
.facts > summary { display: flex; gap: .5rem; align-items: center; min-height: 32px; color: var(--soft); }
.facts dl { font-size: inherit; grid-template-columns: minmax(5rem, 9rem) minmax(0, 1fr); }
.edge { position: relative; width: min(100%, 34rem); padding: .55rem 0 .9rem 2.4rem; display: grid; min-height: 58px; align-content: center; }
.edge .shaft { position: absolute; left: 1rem; top: 0; bottom: 0; border-left: 3px solid var(--good); }
.edge .shaft::after { content: ""; position: absolute; left: -7.5px; bottom: 1px; border: 6px solid transparent; border-top: 9px solid var(--good); border-bottom: 0; }
.edge.failed .shaft { border-left: 3px dashed var(--bad); }
.edge.failed .shaft::after { border-top-color: var(--bad); }
.edge.undetermined .shaft, .edge.aborted .shaft { border-left: 3px dotted var(--open); }
.edge.undetermined .shaft::after, .edge.aborted .shaft::after { border-top-color: var(--open); }
.edge-name { font-size: .9rem; display: inline-flex; flex-wrap: wrap; gap: .4rem; align-items: center; }
.edge .because { color: var(--ink); }
.groups-of-data { border: 0; background: none; padding: 0; }
.groups-of-data ul { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(10.5rem, 100%), 1fr)); gap: .5rem; margin-top: .5rem; }
.dg { border: 1.5px solid var(--line); border-radius: 10px; padding: .5rem .7rem; display: grid; grid-template-columns: auto 1fr; gap: 0 .5rem; align-items: center; background: var(--paper); }
.dg b { overflow-wrap: anywhere; }
.dg .quiet { grid-column: 1 / -1; font-size: .82rem; }
.dg.failed { border-color: var(--bad); border-style: dashed; background: var(--bad-paper); }
.dg.failed .quiet { color: var(--ink); }
@container (max-width: 42rem) {
  .data { gap: 1rem; flex-wrap: wrap; }
  .portrait .face { width: 84px; height: 108px; }
  .fields { grid-template-columns: repeat(2, minmax(0, 1fr)); flex-basis: 100%; }
  .check > summary { grid-template-columns: auto auto minmax(0, 1fr); }
  .check .outcome { grid-column: 3; }
  .check dl { margin-left: .4rem; }
  .details dl, .facts dl { grid-template-columns: minmax(0, 1fr); gap: 0; }
  .details dd, .facts dd { grid-column: 1; margin-bottom: .4rem; }
}
@media (prefers-reduced-motion: reduce) { * { transition: none; } }
@media print {
  :host { color-scheme: light; }
  .panel { border-color: #999; box-shadow: none; }
  .verdict, .document, .check, .told, .step, .edge { break-inside: avoid; }
  h2, h3, .group > summary { break-after: avoid; }
  .toggle, .place { display: none; }
  .zone-frame { overflow: visible; }
  .zone { min-width: 0; }
  /* What holds needs no more than its line; all else is open on paper. */
  details:not([open], .successful, .not_supported)::details-content { content-visibility: visible; block-size: auto; }
}
`;
