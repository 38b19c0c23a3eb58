import type { Role } from '../domain/actor.ts';
import type { Installation, Project } from '../domain/project.ts';
import type { InboundMessage, VerbAnswer } from '../domain/verb.ts';
import { decideAccess } from '../policy/access.ts';
import { oneLine } from '../text/format.ts';
import { refusal } from './answers.ts';
import { nearest } from '../text/nearest.ts';

export type ProjectChoice =
  | { readonly ok: true; readonly project: Project }
  /** `among`: one of these, and nobody has said which. */
  | { readonly ok: false; readonly answer: VerbAnswer; readonly among?: readonly Project[] };

type Asked = Pick<InboundMessage, 'place' | 'actor'>;

/**
 * The project a goal belongs to: named by flag, else bound to the channel, else the only one in which the person may
 * start something. Never a silent guess between several; and projects that the person may not see are not there.
 */
export function chooseProject(
  installation: Installation,
  named: string | undefined,
  asked: Asked,
): ProjectChoice {
  const seen = projectsFor(installation, asked, 'view');
  if (named !== undefined) return byName(seen, named);
  const among = candidates(installation, asked, seen);
  if (among.length === 1 && among[0] !== undefined) return { ok: true, project: among[0] };
  if (among.length === 0)
    return no(
      'PROJECT_REQUIRED',
      'No project is configured',
      'Add one under “projects” in drover.config.ts; docs/configuration.md shows how.',
    );
  const names = among.map(({ name }) => name).toSorted();
  const which = no(
    'PROJECT_REQUIRED',
    `Which project? ${names.join(', ')}`,
    `Add --project ${names[0]}, or bind this channel to a project (“channels”).`,
  );
  return { ...which, among: among.toSorted((one, other) => (one.name < other.name ? -1 : 1)) };
}

/** What a goal can be about when nobody says: the projects of its channel, else those in which the person may start one. */
function candidates(installation: Installation, asked: Asked, seen: readonly Project[]): readonly Project[] {
  const channel = `${asked.place.platform}:${asked.place.channel}`;
  const bound = Object.values(installation.projects).filter(({ channels }) => channels.includes(channel));
  // Whoever may not start one in it is refused by name of the role, not of the project.
  if (bound.length === 1) return bound;
  const open = projectsFor(installation, asked, 'run');
  const here = open.filter((project) => bound.includes(project));
  return [here, open, seen].find((some) => some.length > 0) ?? [];
}

const projectsFor = ({ projects, access }: Installation, { actor }: Asked, role: Role): readonly Project[] =>
  Object.values(projects).filter((project) => decideAccess(actor, role, [access, project.access]).allowed);

function byName(seen: readonly Project[], named: string): ProjectChoice {
  const project = seen.find(({ name }) => name === named);
  if (project !== undefined) return { ok: true, project };
  const names = seen.map(({ name }) => name).toSorted();
  const guess = nearest(named, names);
  const known = names.length === 0 ? 'none that you may see' : names.join(', ');
  return no(
    'PROJECT_UNKNOWN',
    `There is no project “${oneLine(named, 60)}”${guess === undefined ? '' : `; did you mean “${guess}”?`}`,
    `Known: ${known}.`,
  );
}

const no = (
  code: 'PROJECT_REQUIRED' | 'PROJECT_UNKNOWN',
  message: string,
  hint: string,
): Extract<ProjectChoice, { ok: false }> => ({
  ok: false,
  answer: refusal(code, message, hint),
});
