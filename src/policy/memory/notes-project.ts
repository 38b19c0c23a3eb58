/** Begins the project name of goals that tidy notes; no configured project can have it in its name. */
const prefix = 'memory:';

/** The project under which the notes of another one are tidied. */
export const tidyingProject = (project: string): string => `${prefix}${project}`;

/** The configured project that a goal is about, also when it is about that project's notes. */
export const configuredProject = (project: string): string =>
  project.startsWith(prefix) ? project.slice(prefix.length) : project;
