/** The demo's repository: a cart whose total is wrong in two ways, and tests that say so. */
export const demoFiles: Readonly<Record<string, string>> = {
  'package.json': `${JSON.stringify({ name: 'demo-cart', private: true, type: 'module', scripts: { test: 'node --test' } }, null, 2)}\n`,
  'AGENTS.md': '# demo-cart\n\nPrices are whole cents. Run `npm test`.\n',
  'cart.js': `/** The price of a cart in cents, after a discount in percent. */
export function total(items, discount = 0) {
  const sum = items.reduce((all, item) => all + item.price, 0);
  return sum - discount;
}
`,
  'cart.test.js': `import assert from 'node:assert/strict';
import { test } from 'node:test';
import { total } from './cart.js';

test('adds up the prices', () => {
  assert.equal(total([{ price: 250, quantity: 1 }, { price: 100, quantity: 1 }]), 350);
});

test('counts quantities', () => {
  assert.equal(total([{ price: 250, quantity: 2 }]), 500);
});

test('takes the discount off in percent', () => {
  assert.equal(total([{ price: 1000, quantity: 1 }], 10), 900);
});
`,
};

const withQuantity = `/** The price of a cart in cents, after a discount in percent. */
export function total(items, discount = 0) {
  const sum = items.reduce((all, item) => all + item.price * item.quantity, 0);
  return sum - discount;
}
`;

const withPercent = withQuantity.replace(
  'return sum - discount;',
  'return Math.round(sum * (1 - discount / 100));',
);

/** What the demo's goal asks for. */
export const demoTask = 'Make the failing cart tests pass';

/** What the scripted agent plays: its first attempt mends one of two faults, its second the other. */
export const demoScript = {
  turns: [
    [
      { say: 'I read cart.js and cart.test.js. The sum ignores quantities.' },
      { delayMs: 700 },
      { edit: { path: 'cart.js', write: withQuantity } },
      { usage: { input: 5200, output: 310, costUsd: 0.0412 } },
      { delayMs: 400 },
      { say: 'Quantities are counted now. Done.' },
    ],
    [
      { say: 'The discount test still fails: the discount is in percent, not in cents.' },
      { delayMs: 700 },
      { edit: { path: 'cart.js', write: withPercent } },
      { usage: { input: 1900, output: 180, costUsd: 0.0145 } },
      { delayMs: 400 },
      { say: 'The discount is taken off in percent, rounded to whole cents.' },
    ],
  ],
};
