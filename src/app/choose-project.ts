import type { Installation, Project } from '../domain/project.ts';
import type { InboundMessage, VerbAnswer } from '../domain/verb.ts';
import { oneLine } from '../text/format.ts';
import { refusal } from './answers.ts';
import { nearest } from '../text/nearest.ts';

export type ProjectChoice = { ok: true; project: Project } | { ok: false; answer: VerbAnswer };

/**
 * The project a goal belongs to: named by flag, else bound to the channel, else the only one there is.
 * Never a silent guess between several.
 */
export function chooseProject(
  installation: Installation,
  named: string | undefined,
  { place }: Pick<InboundMessage, 'place'>,
): ProjectChoice {
  const names = Object.keys(installation.projects).toSorted();
  if (named !== undefined) return byName(installation, named, names);
  const channel = `${place.platform}:${place.channel}`;
  const bound = Object.values(installation.projects).filter((project) => project.channels.includes(channel));
  const only = bound.length > 0 ? bound : Object.values(installation.projects);
  if (only.length === 1 && only[0] !== undefined) return { ok: true, project: only[0] };
  if (names.length === 0)
    return no(
      'PROJECT_REQUIRED',
      'No project is configured',
      'Add one under “projects” in drover.config.ts; docs/configuration.md shows how.',
    );
  return no(
    'PROJECT_REQUIRED',
    `Which project? ${names.join(', ')}`,
    `Add --project ${names[0]}, or bind this channel to a project (“channels”).`,
  );
}

function byName(installation: Installation, named: string, names: readonly string[]): ProjectChoice {
  const project = Object.hasOwn(installation.projects, named) ? installation.projects[named] : undefined;
  if (project !== undefined) return { ok: true, project };
  const guess = nearest(named, names);
  const known = names.length === 0 ? 'none is configured' : names.join(', ');
  return no(
    'PROJECT_UNKNOWN',
    `There is no project “${oneLine(named, 60)}”${guess === undefined ? '' : `; did you mean “${guess}”?`}`,
    `Known: ${known}.`,
  );
}

const no = (code: 'PROJECT_REQUIRED' | 'PROJECT_UNKNOWN', message: string, hint: string): ProjectChoice => ({
  ok: false,
  answer: refusal(code, message, hint),
});
