import type { Config } from '../../config/config.ts';
import type { Platform } from '../../domain/actor.ts';
import { placeOfChannel } from '../../domain/hooks/channel.ts';

/** Ids of the platform's channels that the configuration names for drover to speak in, each once. */
export function configuredChannels(config: Config, platform: Platform): readonly string[] {
  const { projects, recurring, escalation, triggers } = config;
  const named = [
    ...Object.values(projects).flatMap(({ channels, hooks }) => [
      ...channels,
      ...hooks.flatMap(({ action }) => (action.do === 'notify-channel' ? [action.channel] : [])),
    ]),
    ...recurring.schedules.flatMap(({ channel }) => (channel === undefined ? [] : [channel])),
    ...Object.values(triggers).flatMap(({ channel }) => (channel === undefined ? [] : [channel])),
    ...(recurring.report === undefined ? [] : [recurring.report.channel]),
  ];
  const places = [
    ...named.map((name) => placeOfChannel(name)),
    ...(escalation.ladder.operations === undefined ? [] : [escalation.ladder.operations]),
  ];
  return [...new Set(places.flatMap((place) => (place?.platform === platform ? [place.channel] : [])))];
}
