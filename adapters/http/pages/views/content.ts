import type { Chart } from '../../../../src/domain/surface/chart.ts';
import type { Block, Button, Content, Span } from '../../../../src/domain/surface/content.ts';
import { html, type Html } from '../html.ts';

/** What forms need so that they are taken, once. */
export interface Forms {
  /** A new name for what a form asks for: sent twice, it is done once. */
  readonly key: () => string;
  /** A chart as SVG; absent: its words stand for it. */
  readonly picture?: (chart: Chart) => string;
  /** The goal whose page it stands on. */
  readonly goal?: string;
}

const signs = { info: '•', work: '▶', good: '✔', bad: '✘', warn: '!', ask: '?', still: '‖' } as const;

/** What the signs stand for, for those who do not see them. */
const tones = {
  info: 'note',
  work: 'working',
  good: 'good',
  bad: 'trouble',
  warn: 'warning',
  ask: 'question',
  still: 'still',
} as const;

/** A message of drover's. Without `forms` its controls are left out. */
export function contentView({ tone, title, blocks }: Content, forms?: Forms): Html {
  return html`<div class="content tone-${tone}">
    <h3><span class="sign" role="img" aria-label="${tones[tone]}">${signs[tone]}</span> ${title}</h3>
    ${blocks.map((block) => blockView(block, forms))}
  </div>`;
}

function blockView(block: Block, forms: Forms | undefined): Html {
  switch (block.type) {
    case 'text':
      return html`<p>${block.spans.map((span) => spanView(span))}</p>`;
    case 'small':
      return html`<p class="small">${block.spans.map((span) => spanView(span))}</p>`;
    case 'fields':
      return html`<dl>
        ${block.fields.map(
          ({ label, value }) =>
            html`<div>
              <dt>${label}</dt>
              <dd>${value.map((span) => spanView(span))}</dd>
            </div>`,
        )}
      </dl>`;
    case 'output':
      return html`<pre tabindex="0">${block.text}</pre>`;
    case 'chart':
      return chartView(block, forms?.picture);
    case 'buttons':
      return forms === undefined
        ? html``
        : html`<div class="buttons">${block.buttons.map((button) => buttonView(button, forms))}</div>`;
    case 'choice':
      return forms === undefined ? html`` : choiceView(block, forms);
  }
}

type ChartBlock = Extract<Block, { type: 'chart' }>;

/** As an image, whose markup can neither run nor load anything; the words stand below for all. */
function chartView({ alt, chart }: ChartBlock, picture: Forms['picture']): Html {
  if (picture === undefined) return html`<p class="small">${alt}</p>`;
  const data = Buffer.from(picture(chart)).toString('base64');
  return html`<img class="chart" src="data:image/svg+xml;base64,${data}" alt="" />
    <p class="small">${alt}</p>`;
}

function spanView(span: Span): Html {
  if (typeof span === 'string') return html`${span}`;
  if ('bold' in span) return html`<strong>${span.bold}</strong>`;
  if ('code' in span) return html`<code>${span.code}</code>`;
  if ('link' in span) return linkView(span.link, span.label);
  return html`<span class="person">${span.label}</span>`;
}

/** Only addresses of the web become links: a `javascript:` one would be a program. */
const linkView = (link: string, label: string): Html =>
  URL.canParse(link) && /^https?:$/.test(new URL(link).protocol)
    ? html`<a href="${link}" rel="noopener noreferrer">${label}</a>`
    : html`${label} (${link})`;

const hidden = ({ key, goal }: Forms): Html =>
  html` <input type="hidden" name="key" value="${key()}" />
    ${goal === undefined ? undefined : html`<input type="hidden" name="goal" value="${goal}" />`}`;

function buttonView({ act, label, style, confirm }: Button, forms: Forms): Html {
  const press = (words: string): Html =>
    html`<form method="post" action="/press#answer">
      ${hidden(forms)}<button class="${style}" name="act" value="${act}">${words}</button>
    </form>`;
  if (confirm === undefined) return press(label);
  return html`<details class="confirm">
    <summary class="${style}">${label}</summary>
    <div>
      <p><strong>${confirm.title}</strong> ${confirm.text}</p>
      ${press(confirm.yes)}
    </div>
  </details>`;
}

const choiceView = ({ act, placeholder, options }: Extract<Block, { type: 'choice' }>, forms: Forms): Html =>
  html`<form method="post" action="/press#answer" class="choice">
    ${hidden(forms)}
    <input type="hidden" name="act" value="${act}" />
    <label
      ><span class="aside">${placeholder}</span>
      <select name="value" required>
        <option value="">${placeholder}</option>
        ${options.map(({ value, label }) => html`<option value="${value}">${label}</option>`)}
      </select></label
    >
    <button class="plain">Choose</button>
  </form>`;
