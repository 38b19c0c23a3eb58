import { variables, type VariableSpec } from '../environment-variables.ts';

const head = `# Copy this file to .env and fill in what you need. Every line is optional.
# Variables that are set in the environment win over this file.
`;

/** The text of \`.env.example\`: every variable that drover reads, with its meaning and default, commented out. */
export const environmentExample = (): string => `${head}\n${variables.map(entry).join('\n')}`;

const entry = ({ name, help, fallback, example }: VariableSpec): string =>
  `# ${help}${fallback === undefined ? '' : `\n# Default: ${fallback}.`}\n# ${name}=${example ?? ''}\n`;
