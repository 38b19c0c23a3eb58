import { expect, test } from 'vitest';
import { describeVerbs } from '../../../src/app/describe-verbs.ts';
import { verbTable } from '../../../src/app/verbs/table.ts';

test('docs/commands.md is what the verb table says (update it with `npx vitest run --project unit test/unit/docs -u`)', async () => {
  await expect(describeVerbs(verbTable)).toMatchFileSnapshot('../../../docs/commands.md');
});
