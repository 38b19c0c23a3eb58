import { html, type Html } from '../html.ts';

/** The way in: the token of the API. @param next where to go then; a path of drover's own */
export const loginView = (next: string, problem: string | undefined): Html =>
  html` <h1>drover</h1>
    <form method="post" action="/login" class="filled narrow">
      <input type="hidden" name="next" value="${next}" />
      <div class="input">
        <label for="token">Token</label>
        <input
          id="token"
          name="token"
          type="password"
          required
          autofocus
          autocomplete="current-password"
          maxlength="400"
          aria-describedby="where"
        />
        ${problem === undefined ? undefined : html`<p class="problem" role="alert">${problem}</p>`}
        <p class="small" id="where">
          It is DROVER_TOKEN, or stands in <code>$DROVER_HOME/token</code> at the machine.
        </p>
      </div>
      <button class="primary">Log in</button>
    </form>`;
