import type { GoalListItem } from '../../reader.ts';
import { html, type Html } from '../html.ts';

/** How a state is coloured. */
const tones: Readonly<Record<string, string>> = {
  running: 'work',
  preparing: 'work',
  done: 'good',
  failed: 'bad',
  exhausted: 'bad',
  escalated: 'bad',
  waiting: 'ask',
  paused: 'still',
  sleeping: 'still',
  queued: 'still',
  cancelled: 'still',
};

/** The list of goals, newest first. */
export function goalsView(goals: readonly GoalListItem[]): Html {
  if (goals.length === 0)
    return html`<div id="goals" class="empty">
      <p>No goals yet.</p>
      <p class="small">Give drover one below: <code>run the tests fail on Windows, mend them</code></p>
    </div>`;
  return html`<ul id="goals" class="goals">
    ${goals.map((goal) => row(goal))}
  </ul>`;
}

const row = ({ handle, state, phase, project, title }: GoalListItem): Html =>
  html`<li>
    <a href="/goals/${handle}"
      ><span class="handle">${handle}</span>
      <span class="title">${typeof title === 'string' ? title : ''}</span></a
    >
    <span class="state tone-${tones[state] ?? 'info'}"
      >${state}${phase === undefined ? '' : `, ${phase}`}</span
    >
    <span class="project">${project}</span>
  </li>`;
