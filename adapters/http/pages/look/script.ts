/**
 * What makes a page live. Each event brings one element with its id: it takes the place of the one that stands there, or
 * joins the thread where it belongs by time. The markup is made and escaped by the server. Without this the page works as
 * it was loaded.
 */
export const script = `(() => {
  const main = document.querySelector('[data-live]');
  const status = document.getElementById('status');
  if (main === null || !('EventSource' in window)) return;
  const source = new EventSource(main.dataset.live);
  const say = (text) => { if (status.textContent !== text) status.textContent = text; };
  // As in a chat; Shift+Enter begins a line.
  document.addEventListener('keydown', (event) => {
    if (event.target.id !== 'line' || event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    if (event.target.value.trim() !== '') event.target.form.requestSubmit();
  });
  source.addEventListener('open', () => say('live'));
  source.addEventListener('error', () =>
    say(source.readyState === EventSource.CLOSED ? 'Not live any more: load the page again.' : 'Connecting…'));
  source.addEventListener('put', (event) => put(JSON.parse(event.data)));

  function put({ id, html }) {
    const template = document.createElement('template');
    template.innerHTML = html;
    const fresh = template.content.firstElementChild;
    if (fresh === null) return;
    const old = document.getElementById(id);
    if (old !== null) replace(old, fresh);
    else join(fresh);
  }

  // Hidden keys are new each time: what reads the same stays, with whatever is open or focused in it.
  const shown = (element) => element.innerHTML.replace(/name="key" value="[^"]*"/g, '');

  function replace(old, fresh) {
    if (shown(old) === shown(fresh) && old.className === fresh.className) return;
    const focused = old.contains(document.activeElement) ? document.activeElement : null;
    const mark = focused === null ? null : focused.value || focused.textContent;
    old.replaceWith(fresh);
    if (mark === null) return;
    const again = [...fresh.querySelectorAll('button, summary, select, a')]
      .find((element) => (element.value || element.textContent) === mark);
    if (again !== undefined) again.focus();
  }

  function join(fresh) {
    const thread = document.getElementById('thread');
    if (thread === null) return;
    const below = innerHeight + scrollY >= document.body.scrollHeight - 80;
    const at = Number(fresh.dataset.at);
    const next = [...thread.children].find((entry) => Number(entry.dataset.at) > at);
    thread.insertBefore(fresh, next === undefined ? null : next);
    if (below) scrollTo({ top: document.body.scrollHeight });
  }
})();`;
