import { expect, test } from 'vitest';
import { createRedactor } from '../../../src/log/redact.ts';
import { redactContent } from '../../../src/log/redact-content.ts';

const secret = 'sup3r-secret-value';
const redact = createRedactor([secret]);

test('a secret leaves no part of a message: title, text, code, links, people, fields, output', () => {
  const content = redactContent(
    {
      tone: 'bad',
      title: `failed with ${secret}`,
      blocks: [
        {
          type: 'text',
          spans: [secret, { bold: secret }, { code: secret }, { link: `https://a/${secret}`, label: secret }],
        },
        { type: 'small', spans: [{ person: 'U1', label: secret }] },
        { type: 'fields', fields: [{ label: secret, value: [secret] }] },
        {
          type: 'output',
          text: `TOKEN=${encodeURIComponent(secret)} ${Buffer.from(secret).toString('base64')}`,
        },
      ],
    },
    redact,
  );
  const all = JSON.stringify(content);
  expect(all).not.toContain(secret);
  expect(all).not.toContain(Buffer.from(secret).toString('base64'));
  expect(content.blocks).toHaveLength(4);
  expect(content.tone).toBe('bad');
});
