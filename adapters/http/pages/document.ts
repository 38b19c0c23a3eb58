import { html, textOf, verbatim, type Html } from './html.ts';
import { script } from './look/script.ts';
import { style } from './look/style.ts';

export interface Page {
  readonly title: string;
  readonly body: Html;
  /** Where changes of the page come from, as server-sent events. */
  readonly live?: string;
  /** Somebody is logged in. */
  readonly inside: boolean;
}

/** A whole page. @param nonce unguessable, new for each answer: what bears it may style and run, nothing else may */
export const documentOf = ({ title, body, live, inside }: Page, nonce: string): string =>
  textOf(
    html`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <title>${title}</title>
          <link rel="icon" href="data:," />
          <style nonce="${nonce}">
            ${verbatim(style)}
          </style>
        </head>
        <body>
          <a class="skip" href="#main">To the content</a>
          <header class="top">
            <a class="brand" href="/">drover</a>
            <span id="status" class="small" role="status"></span>
            ${inside ? html`<form method="post" action="/logout"><button class="plain">Log out</button></form>` : undefined}
          </header>
          <main id="main" ${live === undefined ? undefined : html` data-live="${live}"`}>${body}</main>
          ${
            live === undefined
              ? undefined
              : html`<script nonce="${nonce}">
                  ${verbatim(script)};
                </script>`
          }
        </body>
      </html> `,
  );

/** Headers of every page. Nothing is loaded from elsewhere, nothing is framed, nothing is kept. */
export const headersOf = (nonce: string): Record<string, string> => ({
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    'img-src data:',
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  // With `no-referrer` browsers send `Origin: null` along with forms.
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
});
