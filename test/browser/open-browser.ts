import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext } from 'playwright-core';

/** Where Debian's package puts it; the only one that is looked for. */
const chromiumPath = '/usr/bin/chromium';

/** Whether there is a browser to try the pages with. */
export const hasBrowser = existsSync(chromiumPath);

export interface Browser {
  readonly context: BrowserContext;
  readonly close: () => Promise<void>;
}

/** A fresh browser that knows nobody and calls nobody. */
export async function openBrowser(look: {
  readonly width: number;
  readonly dark: boolean;
  readonly javaScript?: boolean;
}): Promise<Browser> {
  const folder = await mkdtemp(join(tmpdir(), 'drover-browser-'));
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: chromiumPath,
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
    viewport: { width: look.width, height: 800 },
    colorScheme: look.dark ? 'dark' : 'light',
    javaScriptEnabled: look.javaScript ?? true,
  });
  return {
    context,
    close: async () => {
      await context.close();
      await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}
