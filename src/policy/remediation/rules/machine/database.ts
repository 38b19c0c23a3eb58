import type { RuleTable } from '../../rule.ts';
import { notATool } from '../../rule.ts';

/** PostgreSQL's error codes (SQLSTATE) as drivers print them, and its messages. */
const state = (codes: string): string => String.raw`(?:^|\s)(?:code|sqlstate|SQLSTATE)\W{1,4}${codes}\b`;
const rule = (code: string, says: string): RegExp => new RegExp(`^(?:.*?(?:${says})|.*${state(code)})`);

export const database: RuleTable = {
  family: 'db',
  rules: [
    {
      key: 'db.auth_failed',
      severity: 'hard',
      stage: 'surroundings',
      line: rule(
        '(?:28P01|28000)',
        'password authentication failed for user "?(?<user>[^"\\s]+)|Access denied for user \'(?<user>[^\']+)',
      ),
      unless: notATool,
      hint: 'The database refuses the login[ of {user}]. Use the settings that the project has for tests; do not invent passwords.',
    },
    {
      key: 'db.missing',
      severity: 'recoverable',
      stage: 'surroundings',
      line: rule(
        '(?:3D000|42P01|42703)',
        '(?:database|relation|column) "(?<name>[^"]+)"(?: of relation "[^"]+")? does not exist|no such table: (?<name>\\S+)|Unknown database \'(?<name>[^\']+)',
      ),
      unless: notATool,
      hint: 'The database lacks {name}. A migration is missing or was not run; see how the project prepares its database for tests.',
    },
    {
      key: 'db.constraint',
      severity: 'recoverable',
      stage: 'runtime',
      line: rule(
        '23\\d{3}',
        'violates (?<name>[\\w-]+(?: \\w+)?) constraint|(?<name>UNIQUE|FOREIGN KEY|NOT NULL|CHECK) constraint failed',
      ),
      unless: notATool,
      hint: 'A row breaks a constraint of the database[ ({name})]. That is data or order of writing, not an outage: mend what is written.',
    },
    {
      key: 'db.permission_denied',
      severity: 'hard',
      stage: 'surroundings',
      line: rule(
        '42501',
        'permission denied for (?<name>(?:table|schema|relation|sequence|database|function) \\S+)',
      ),
      unless: notATool,
      hint: 'The database user may not use {name}. Use the settings that the project has for tests.',
    },
    {
      key: 'db.unavailable',
      severity: 'transient',
      stage: 'surroundings',
      line: rule(
        '(?:57P0[123]|08\\w{3}|53300)',
        'the database system is (?:starting up|shutting down)|terminating connection due to administrator command|sorry, too many clients already|remaining connection slots are reserved',
      ),
      unless: notATool,
      hint: 'The database is starting, stopping or full of connections. Try the same again once; if connections run out, close those that tests open.',
    },
  ],
};
