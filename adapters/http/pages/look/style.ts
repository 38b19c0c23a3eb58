/** The look of all pages: plain, readable from 360 px on, light or dark as the reader's system says. */
export const style = `
:root { --bg: #f6f7f9; --fg: #1c2128; --dim: #57606a; --box: #ffffff; --line: #d5dae1; --link: #0b5cad;
  --good: #116329; --bad: #b3261e; --work: #0b5cad; --warn: #8a5300; --ask: #6f3cc3; --still: #57606a; --info: #57606a;
  --main: #0b5cad; --on-main: #ffffff; --danger: #b3261e; }
@media (prefers-color-scheme: dark) { :root { --bg: #12161c; --fg: #e4e8ee; --dim: #9da7b3; --box: #1b2129; --line: #37404c;
  --link: #76b5f5; --good: #62c97f; --bad: #ff8d85; --work: #76b5f5; --warn: #e8b04b; --ask: #c3a1ff; --still: #9da7b3;
  --info: #9da7b3; --main: #2f74c0; --on-main: #ffffff; --danger: #ff8d85; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--bg); color: var(--fg); font: 16px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
a { color: var(--link); }
:focus-visible { outline: 3px solid var(--main); outline-offset: 2px; border-radius: 4px; }
.skip { position: absolute; left: -999px; }
.skip:focus { left: 8px; top: 8px; background: var(--box); padding: 8px; z-index: 1; }
.top { display: flex; align-items: center; gap: 12px; padding: 8px 16px; border-bottom: 1px solid var(--line); background: var(--box); }
.top .brand { font-weight: 700; text-decoration: none; color: var(--fg); }
.top #status { flex: 1; margin: 0; }
main { max-width: 54rem; margin: 0 auto; padding: 16px; }
h1 { font-size: 1.35rem; margin: 8px 0 12px; } h1 .title { font-weight: 400; }
h2 { font-size: 1.05rem; margin: 20px 0 8px; } h3 { font-size: 1rem; margin: 0 0 6px; }
p { margin: 4px 0; } .content p, .words { white-space: pre-wrap; } .small, time, .project, .note { color: var(--dim); font-size: .875rem; }
code, pre { font-family: ui-monospace, monospace; font-size: .875em; }
code { background: var(--bg); border: 1px solid var(--line); border-radius: 4px; padding: 0 4px; }
pre { background: var(--bg); border: 1px solid var(--line); border-radius: 6px; padding: 8px; margin: 6px 0; overflow: auto; max-height: 24rem; white-space: pre; }
#card, .entry, .answer, .goals li, .empty { background: var(--box); border: 1px solid var(--line); border-radius: 8px; padding: 12px; }
.entry { margin: 8px 0; } .entry header { display: flex; flex-wrap: wrap; gap: 8px; align-items: baseline; }
.entry .who { font-weight: 600; } .entry.person { border-left: 4px solid var(--main); }
.answer { margin: 16px 0 8px; border-width: 2px; }
.chart { display: block; width: 100%; max-width: 48rem; height: auto; margin: 8px 0; border-radius: 6px; }
dl { margin: 6px 0; } dl > div { display: grid; grid-template-columns: 8.5rem 1fr; gap: 8px; padding: 2px 0; }
dt { color: var(--dim); } dd { margin: 0; white-space: pre-wrap; }
.goals { list-style: none; margin: 0; padding: 0; display: grid; gap: 8px; }
.goals li { display: flex; flex-wrap: wrap; gap: 4px 12px; align-items: baseline; }
.goals a { flex: 1 1 16rem; text-decoration: none; } .goals a:hover .title { text-decoration: underline; }
.handle { font-weight: 700; }
.tone-good .sign, .state.tone-good { color: var(--good); } .tone-bad .sign, .state.tone-bad { color: var(--bad); }
.tone-work .sign, .state.tone-work { color: var(--work); } .tone-warn .sign, .state.tone-warn { color: var(--warn); }
.tone-ask .sign, .state.tone-ask { color: var(--ask); } .tone-still .sign, .state.tone-still { color: var(--still); }
.state { font-weight: 600; font-size: .875rem; }
form { margin: 0; } .buttons { display: flex; flex-wrap: wrap; gap: 8px; margin: 10px 0 4px; }
button, summary { font: inherit; font-size: .9375rem; padding: 6px 12px; min-height: 36px; border-radius: 6px; border: 1px solid var(--line); background: var(--bg); color: var(--fg); cursor: pointer; }
button.primary, summary.primary { background: var(--main); border-color: var(--main); color: var(--on-main); }
button.danger, summary.danger { color: var(--danger); border-color: var(--danger); }
button:hover, summary:hover { filter: brightness(1.08); }
.confirm { max-width: 100%; } .confirm summary { list-style: none; } .confirm > div { padding: 8px 0; }
.choice { display: flex; flex-wrap: wrap; gap: 8px; align-items: end; margin: 8px 0; } .choice label { max-width: 100%; }
.aside { display: block; font-size: .875rem; color: var(--dim); }
textarea, input, select { font: inherit; width: 100%; max-width: 100%; padding: 8px; border: 1px solid var(--dim); border-radius: 6px; background: var(--box); color: var(--fg); }
.line { margin-top: 16px; display: grid; gap: 8px; } .line label, .input label { font-weight: 600; } .line button { justify-self: start; }
.input { display: grid; gap: 4px; } .filled { display: grid; gap: 14px; } .filled > button { justify-self: start; } .narrow { max-width: 26rem; }
.problem { color: var(--bad); font-weight: 600; }
@media (max-width: 480px) { main { padding: 10px; } dl > div { grid-template-columns: 1fr; gap: 0; padding: 4px 0; } }
@media (prefers-reduced-motion: no-preference) { .skip { transition: none; } }
`;
