import { html, type Html } from '../html.ts';
import type { GoalPage, PageEntry } from '../web-options.ts';
import { contentView, type Forms } from './content.ts';

/** A part of a page that is renewed as a whole when it changes. */
export interface Fragment {
  /** The `id` of its element. */
  readonly id: string;
  /** For what never changes once it is there: when it was said, in epoch milliseconds. */
  readonly at?: number;
  readonly view: Html;
}

/** The goal's card with its controls. */
export const cardFragment = ({ card }: GoalPage, forms: Forms): Fragment => ({
  id: 'card',
  view: html`<section id="card" aria-label="Card">${contentView(card, forms)}</section>`,
});

/** What was said, one fragment each. */
export const entryFragments = ({ entries }: GoalPage, forms: Forms): Fragment[] =>
  entries.map((entry) => ({
    id: idOf(entry),
    ...(entry.kind === 'said' ? { at: entry.at } : {}),
    view: entryView(entry, forms),
  }));

const idOf = ({ key }: PageEntry): string => `entry-${key.replaceAll(/[^a-zA-Z0-9-]/g, '_')}`;

function entryView(entry: PageEntry, forms: Forms): Html {
  const who = entry.kind === 'said' ? 'drover' : entry.from;
  const body =
    entry.kind === 'said' ? contentView(entry.content, forms) : html`<p class="words">${entry.text}</p>`;
  const note =
    entry.kind === 'person' && entry.note !== undefined
      ? html`<span class="note">${entry.note}</span>`
      : undefined;
  return html`<article id="${idOf(entry)}" class="entry ${entry.kind}" data-at="${entry.at}">
    <header><span class="who">${who}</span> ${timeView(entry.at)} ${note}</header>
    ${body}
  </article>`;
}

/** `2026-11-21 19:30 UTC`; the machine's form beside it. */
function timeView(at: number): Html {
  const iso = new Date(at).toISOString();
  return html`<time datetime="${iso}">${iso.slice(0, 16).replace('T', ' ')} UTC</time>`;
}

/** The page of one goal: its card, what was said, and a line to type in. */
export const goalView = (page: GoalPage, forms: Forms, answer: Html | undefined): Html =>
  html` <nav aria-label="Where"><a href="/">All goals</a></nav>
    <h1>${page.handle} <span class="title">${page.title}</span></h1>
    ${cardFragment(page, forms).view}
    <h2>Thread</h2>
    <div id="thread" role="log" aria-live="polite" aria-label="Thread of ${page.handle}">
      ${entryFragments(page, forms).map(({ view }) => view)}
    </div>
    ${answer}
    ${lineView(forms, {
      label: `Write to ${page.handle}`,
      hint: html`Plain words go to the agent. <code>!pause</code>, <code>!status</code>,
        <code>!budget +5turns</code> are for drover; <code>!help</code> lists what there is.`,
    })}`;

/** The line where people type. */
export const lineView = (forms: Forms, { label, hint }: { label: string; hint: Html }): Html =>
  html` <form method="post" action="/say#answer" class="line">
    <input type="hidden" name="key" value="${forms.key()}" />
    ${forms.goal === undefined ? undefined : html`<input type="hidden" name="goal" value="${forms.goal}" />`}
    <label for="line">${label}</label>
    <textarea
      id="line"
      name="line"
      rows="2"
      maxlength="10000"
      required
      autocomplete="off"
      aria-describedby="hint"
    ></textarea>
    <button class="primary">Send</button>
    <p class="small" id="hint">${hint}</p>
  </form>`;
