import { stringify } from 'yaml';
import { slackManifest } from './manifest.ts';

/** The app's manifest as Slack's form takes it. */
export const manifestYaml = (options: Parameters<typeof slackManifest>[0]): string =>
  stringify(slackManifest(options));
