import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConsoleChat } from '../../../adapters/chat/console/create-console-chat.ts';
import { openTranscript } from '../../../adapters/chat/console/transcript.ts';
import { renderContent } from '../../../adapters/cli/show/render-content.ts';
import { systemClock } from '../../../adapters/system/system-clock.ts';
import { systemRandom } from '../../../adapters/system/system-random.ts';
import { createSilentLogger } from '../../support/core/silent-logger.ts';
import { describeChat } from './describe-chat.ts';

describeChat(
  'Console',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'drover-console-'));
    const transcriptFile = join(folder, 'console.jsonl');
    const place = { platform: 'console', workspace: 'local', channel: 'terminal' } as const;
    const { chat } = createConsoleChat({
      output: { write: () => true },
      transcriptFile,
      place,
      intake: () => Promise.reject(new Error('nobody asks here')),
      render: (content) => renderContent(content, { color: false }),
      clock: systemClock,
      random: systemRandom,
      logger: createSilentLogger(),
    });
    return {
      chat,
      place,
      // Read from the file afresh, as the next life of drover would.
      shown: async () =>
        (await openTranscript(transcriptFile).messages()).map(({ id, text, thread }) => ({
          id,
          text,
          ...(thread === undefined ? {} : { thread }),
        })),
      close: () => rm(folder, { recursive: true, force: true }),
    };
  },
  { refuses: false, losesAnswers: false, signs: false, removes: false, files: false },
);
