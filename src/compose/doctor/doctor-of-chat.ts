import { examineAll } from '../../../adapters/cli/doctor.ts';
import type { Config } from '../../config/config.ts';
import type { Origin } from '../../domain/origin.ts';
import { createRedactor } from '../../log/redact.ts';
import type { Finding } from '../../ports/doctor.ts';
import { configuredChannels } from './configured-channels.ts';
import { checkMs, doctorChecks } from './doctor-checks.ts';

/** What doctor finds when it is asked in a chat: it posts where it was asked, and only looks at the other channels. */
export async function doctorOfChat(config: Config, place: Origin): Promise<readonly Finding[]> {
  const redact = createRedactor(config.secrets);
  const never = new AbortController().signal;
  const here = {
    channels: (platform: Origin['platform']) => (platform === place.platform ? [place.channel] : []),
    post: true,
  };
  const elsewhere = {
    channels: (platform: Origin['platform']) =>
      configuredChannels(config, platform).filter((channel) => channel !== place.channel),
    post: false,
  };
  const checks = await doctorChecks(config, here);
  const others = (await doctorChecks(config, elsewhere)).filter(({ name }) => name.includes(' channel '));
  const found = await examineAll([...checks, ...others], checkMs, never);
  return found.map((finding) => ({
    ...finding,
    detail: redact(finding.detail),
    ...(finding.hint === undefined ? {} : { hint: redact(finding.hint) }),
  }));
}
