import { expect, it } from 'vitest';
import { messageWrongs, type Draft } from '../../../support/discord-emulator/checks/check-message.ts';
import { modalWrongs } from '../../../support/discord-emulator/checks/check-modal.ts';

const empty: Draft = { content: '', embeds: [], components: [], flags: 0 };
const pathsOf = (draft: Partial<Draft>) => messageWrongs({ ...empty, ...draft }).map((one) => one.path);
const many = <T>(count: number, make: (at: number) => T): T[] =>
  Array.from({ length: count }, (_, at) => make(at));
const button = (at: number | string, more: object = {}) => ({
  type: 2,
  style: 1,
  label: 'b',
  custom_id: `b${at}`,
  ...more,
});
const row = (...components: object[]) => ({ type: 1, components });
const text = (content: string) => ({ type: 10, content });
const options = (count: number) => many(count, (at) => ({ label: `o${at}`, value: `o${at}` }));
const v2 = 32_768;

it('a message at every limit is fine, and one beyond it is refused where it is too much', () => {
  expect(pathsOf({ content: 'x'.repeat(2000), nonce: 'n'.repeat(25) })).toEqual([]);
  expect(pathsOf({ content: '🦜'.repeat(2000) })).toEqual([]);
  expect(pathsOf({ content: 'x'.repeat(2001), nonce: 'n'.repeat(26) })).toEqual(['content', 'nonce']);
});

it.each([
  ['title', { title: 'x'.repeat(257) }, 'embeds.0.title'],
  ['description', { description: 'x'.repeat(4097) }, 'embeds.0.description'],
  ['fields', { fields: many(26, () => ({ name: 'n', value: 'v' })) }, 'embeds.0.fields'],
  ['name of a field', { fields: [{ name: 'x'.repeat(257), value: 'v' }] }, 'embeds.0.fields.0.name'],
  ['value of a field', { fields: [{ name: 'n', value: 'x'.repeat(1025) }] }, 'embeds.0.fields.0.value'],
  ['empty value', { fields: [{ name: 'n', value: '' }] }, 'embeds.0.fields.0.value'],
  ['footer', { footer: { text: 'x'.repeat(2049) } }, 'embeds.0.footer.text'],
  ['author', { author: { name: 'x'.repeat(257) } }, 'embeds.0.author.name'],
])('an embed whose %s breaks a limit is refused', (_, embed, path) => {
  expect(pathsOf({ embeds: [embed] })).toEqual([path]);
});

it('embeds are ten at most, with six thousand characters together', () => {
  expect(pathsOf({ embeds: many(10, () => ({ description: 'x'.repeat(600) })) })).toEqual([]);
  expect(pathsOf({ embeds: many(10, () => ({ description: 'x'.repeat(601) })) })).toEqual(['embeds']);
  expect(pathsOf({ embeds: many(11, () => ({ title: 't' })) })).toEqual(['embeds']);
});

it.each([
  ['six rows', many(6, (at) => row(button(at))), 'components'],
  ['six buttons in a row', [row(...many(6, button))], 'components.0.components'],
  ['a button outside of a row', [button(1)], 'components.0.type'],
  ['a button without words', [row(button(1, { label: '' }))], 'components.0.components.0'],
  ['a long label', [row(button(1, { label: 'x'.repeat(81) }))], 'components.0.components.0.label'],
  ['a long id', [row(button('x'.repeat(100)))], 'components.0.components.0.custom_id'],
  ['a style that is none', [row(button(1, { style: 9 }))], 'components.0.components.0.style'],
  ['an id twice', [row(button(1), button(1))], 'components'],
  ['a link without address', [row({ type: 2, style: 5, label: 'l' })], 'components.0.components.0.url'],
  [
    '26 options',
    [row({ type: 3, custom_id: 's', options: options(26) })],
    'components.0.components.0.options',
  ],
  [
    'a select beside a button',
    [row(button(1), { type: 3, custom_id: 's', options: options(1) })],
    'components.0.components',
  ],
  ['a text of the newer kind', [text('x')], 'components.0.type'],
  ['a text input', [row({ type: 4, custom_id: 't', style: 1, label: 'l' })], 'components.0.components'],
])('components with %s are refused', (_, components, path) => {
  expect(pathsOf({ content: 'x', components })).toContain(path);
});

it('components of the newer kind are forty with four thousand characters, and stand without content', () => {
  expect(pathsOf({ flags: v2, components: many(40, () => text('x'.repeat(100))) })).toEqual([]);
  expect(pathsOf({ flags: v2, components: many(41, () => text('x')) })).toEqual(['components']);
  expect(pathsOf({ flags: v2, components: many(4, () => text('x'.repeat(1001))) })).toEqual(['components']);
  expect(pathsOf({ flags: v2, components: [{ type: 17, components: many(40, () => text('x')) }] })).toEqual([
    'components',
  ]);
  expect(pathsOf({ flags: v2, content: 'x', components: [text('x')] })).toEqual(['content']);
  expect(pathsOf({ flags: v2, embeds: [{ title: 't' }], components: [text('x')] })).toEqual(['embeds']);
});

const input = (more: object = {}) => ({ type: 4, style: 1, custom_id: 'i', ...more });
const label = (component: object, more: object = {}) => ({ type: 18, label: 'l', component, ...more });
const modalPaths = (modal: object) =>
  modalWrongs({ title: 't', custom_id: 'm', components: [label(input())], ...modal }).map((one) => one.path);

it.each([
  ['a long title', { title: 'x'.repeat(46) }, 'title'],
  ['no title', { title: '' }, 'title'],
  ['a long id', { custom_id: 'x'.repeat(101) }, 'custom_id'],
  ['nothing in it', { components: [] }, 'components'],
  ['six fields', { components: many(6, (at) => label(input({ custom_id: `i${at}` }))) }, 'components'],
  ['an id twice', { components: many(2, () => label(input())) }, 'components'],
  ['a long label', { components: [label(input(), { label: 'x'.repeat(46) })] }, 'components.0.label'],
  [
    'a long description',
    { components: [label(input(), { description: 'x'.repeat(101) })] },
    'components.0.description',
  ],
  ['a field without label', { components: [input()] }, 'components.0.type'],
  [
    'a value beyond its length',
    { components: [label(input({ max_length: 3, value: 'four' }))] },
    'components.0.component.value',
  ],
  [
    'a long placeholder',
    { components: [label(input({ placeholder: 'x'.repeat(101) }))] },
    'components.0.component.placeholder',
  ],
  ['a button', { components: [label(button(1))] }, 'components.0.component.type'],
  [
    'one radio button',
    { components: [label({ type: 21, custom_id: 'r', options: options(1) })] },
    'components.0.component.options',
  ],
  [
    'two inputs in a row',
    { components: [row(input({ label: 'l' }), input({ custom_id: 'j', label: 'l' }))] },
    'components.0.components',
  ],
])('a modal with %s is refused', (_, modal, path) => {
  expect(modalPaths({})).toEqual([]);
  expect(modalPaths(modal)).toEqual([path]);
});
