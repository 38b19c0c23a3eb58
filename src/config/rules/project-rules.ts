import { nearest } from '../../text/nearest.ts';
import { problemOf, type Rule } from './rule.ts';

/** `slack:C…`: a public or private channel, or a direct message; a channel of Discord; and drover's own terminal. */
const channelPattern = /^(?:slack:[CGD][A-Z0-9]{2,}|discord:\d{17,20}|console:terminal)$/;

export const agentIsConfigured: Rule = ({ file, agentNames }) =>
  Object.entries(file.projects).flatMap(([name, { agent }]) => {
    if (agent === undefined || agentNames.includes(agent)) return [];
    const guess = nearest(agent, agentNames);
    const hint =
      guess === undefined ? `Configured agents: ${agentNames.join(', ')}.` : `Did you mean “${guess}”?`;
    return [
      problemOf({
        path: ['projects', name, 'agent'],
        value: agent,
        message: 'is not a configured agent',
        hint,
      }),
    ];
  });

export const modelIsOffered: Rule = ({ file, agentNames }) =>
  Object.entries(file.projects).flatMap(([name, project]) => {
    const agent = project.agent ?? agentNames[0] ?? '';
    const models = Object.hasOwn(file.agents, agent) ? (file.agents[agent]?.models ?? []) : [];
    if (project.model === undefined || models.length === 0 || models.includes(project.model)) return [];
    return [
      problemOf({
        path: ['projects', name, 'model'],
        value: project.model,
        message: `is not among the models of agent “${agent}”`,
        hint: `Its models: ${models.join(', ')}.`,
      }),
    ];
  });

export const channelsAreIds: Rule = ({ file }) =>
  Object.entries(file.projects).flatMap(([name, { channels }]) =>
    channels.flatMap((channel, index) =>
      channelPattern.test(channel)
        ? []
        : [
            problemOf({
              path: ['projects', name, 'channels', index],
              value: channel,
              message: 'is not a channel id',
              hint: 'Write slack:C0123ABCD (in Slack: the channel’s name → About → Channel ID), or discord: and the channel’s id (in Discord: right click → Copy Channel ID).',
            }),
          ],
    ),
  );

/** One channel, one project: otherwise a goal's project would be a guess. */
export const channelsAreBoundOnce: Rule = ({ file }) => {
  const owners = new Map<string, string>();
  return Object.entries(file.projects).flatMap(([name, { channels }]) =>
    channels.flatMap((channel, index) => {
      const owner = owners.get(channel);
      owners.set(channel, owner ?? name);
      if (owner === undefined) return [];
      const message = owner === name ? 'is listed twice' : `is bound to project “${owner}” already`;
      return [
        problemOf({
          path: ['projects', name, 'channels', index],
          value: channel,
          message,
          hint: 'Keep it in one place; elsewhere people say --project.',
        }),
      ];
    }),
  );
};

export const sourceHoldsNoPassword: Rule = ({ file }) =>
  Object.entries(file.projects).flatMap(([name, { source }]) =>
    /^[a-z][a-z0-9+.-]*:\/\/[^\s/:@]*:[^\s/@]+@/i.test(source)
      ? [
          problemOf({
            path: ['projects', name, 'source'],
            value: source,
            message: 'holds a password',
            hint: 'Take it out of the URL, and let git’s credential helper or an ssh key of yours hold it.',
          }),
        ]
      : [],
  );

/** Project names become folder names, and some file systems do not tell `App` from `app`. */
export const namesDifferByMoreThanCase: Rule = ({ file }) => {
  const seen = new Map<string, string>();
  return Object.keys(file.projects).flatMap((name) => {
    const other = seen.get(name.toLowerCase());
    seen.set(name.toLowerCase(), name);
    if (other === undefined) return [];
    return [
      problemOf({
        path: ['projects', name],
        message: `differs from “${other}” in nothing but case`,
        hint: 'Choose another name.',
      }),
    ];
  });
};
