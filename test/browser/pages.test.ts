import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { makeInstallation, scripts, type Installation } from '../support/whole/installation.ts';
import type { DroverProcess } from '../support/whole/drover-process.ts';
import { hasBrowser, openBrowser } from './open-browser.ts';

/** A turn that waits until it is told, and then is right. */
const slow = {
  turns: [[{ say: 'I look at cart.js first.' }, { delayMs: 3000 }, ...(scripts.rightAtOnce.turns[0] ?? [])]],
};

/** Nothing of a page lies outside of the window. */
const fits = (page: Page): Promise<boolean> =>
  page.evaluate('document.documentElement.scrollWidth <= document.documentElement.clientWidth');

async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env['DROVER_SCREENSHOTS'];
  if (folder === undefined) return;
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}

/** Types a line and sends it; the answer is a page of its own, which is there when this resolves. */
const type = async (page: Page, line: string) => {
  await page.getByRole('textbox').fill(line);
  await page.getByRole('textbox').press('Tab');
  const answered = page.waitForEvent('load');
  await page.keyboard.press('Enter');
  await answered;
};

/** Follows a link; the page behind it is there when this resolves. */
async function follow(page: Page, name: string | RegExp): Promise<void> {
  const there = page.waitForEvent('load');
  await page.getByRole('link', { name }).click();
  await there;
}

/** The pages of the whole program in a real browser. `DROVER_SCREENSHOTS` names a folder for pictures of them. */
describe.skipIf(!hasBrowser)(
  `the pages in a browser${hasBrowser ? '' : ' (skipped: /usr/bin/chromium is missing)'}`,
  () => {
    let installation: Installation;
    let drover: DroverProcess;
    let token = '';
    beforeAll(async () => {
      installation = await makeInstallation({ agents: { scripted: { kind: 'scripted', script: slow } } });
      drover = await installation.start();
      token = (await readFile(join(installation.home, 'token'), 'utf8')).trim();
    });
    afterAll(() => installation.remove());

    async function visit(look: { width: number; dark: boolean; javaScript?: boolean }): Promise<Page> {
      const browser = await openBrowser(look);
      onTestFinished(browser.close);
      const page = await browser.context.newPage();
      page.on('pageerror', (error) => expect.unreachable(`an error on the page: ${error.message}`));
      await page.goto(`${drover.url}/`);
      await shoot(page, `login-${look.width}`);
      await page.getByLabel('Token').fill(token);
      await page.getByRole('button', { name: 'Log in' }).click();
      await page.getByRole('heading', { name: 'Goals', exact: true }).waitFor();
      return page;
    }

    test('a goal is given, watched without loading again, spoken to and ended', async () => {
      const page = await visit({ width: 1000, dark: false });
      await shoot(page, 'empty-1000');
      await type(page, 'run make the cart tests pass <b>now</b>');
      await follow(page, /^To G-1/);
      await page.getByRole('heading', { level: 1, name: /G-1/ }).waitFor();
      await expect.poll(() => page.locator('#status').textContent(), { timeout: 10_000 }).toBe('live');
      await page.evaluate('window.still = true');
      await expect.poll(() => page.locator('#card').textContent(), { timeout: 20_000 }).toMatch(/running/);
      await shoot(page, 'running-1000');
      await expect.poll(() => page.locator('#card').textContent(), { timeout: 40_000 }).toMatch(/done/);
      await expect
        .poll(() => page.locator('#thread').textContent(), { timeout: 10_000 })
        .toContain('is done');
      expect(await page.evaluate('window.still === true')).toBe(true);
      expect(await page.locator('#thread').textContent()).toContain('<b>now</b>');
      await shoot(page, 'done-1000');
      await type(page, 'one more thing');
      await page.getByRole('status', { name: 'Answer' }).waitFor();
      await shoot(page, 'refused-1000');
      await page.getByRole('button', { name: 'Log out' }).click();
      await page.getByLabel('Token').waitFor();
      await page.goto(`${drover.url}/goals/G-1`);
      await page.getByLabel('Token').waitFor();
    }, 120_000);

    test('a phone shows all of it, also in the dark, and nothing is sideways', async () => {
      const page = await visit({ width: 360, dark: true });
      await type(page, 'run --anyway make the cart tests pass on a phone');
      await follow(page, /^To G-/);
      await page.locator('#thread').waitFor();
      await type(page, 'Mind the averylongwordwithoutanyspaceinitthatgoesonandonandonandonandon, please');
      await shoot(page, 'said-360');
      expect(await fits(page)).toBe(true);
      await follow(page, 'All goals');
      await shoot(page, 'list-360');
      expect(await fits(page)).toBe(true);
      await type(page, 'help');
      await shoot(page, 'help-360');
      expect(await fits(page)).toBe(true);
    }, 120_000);

    test('everything but the news works without scripts', async () => {
      const page = await visit({ width: 700, dark: false, javaScript: false });
      await type(page, 'run --anyway make the cart tests pass without scripts');
      await follow(page, /^To G-/);
      await type(page, '!pause');
      expect(await page.locator('#main').textContent()).toMatch(/paus/);
      await type(page, 'Take your time.');
      expect(await page.locator('#thread').textContent()).toContain('Take your time.');
    }, 120_000);
  },
);
