/** Files in a turn's folder through which an agent without a tool for it speaks to drover, by the variable that names them. */
export const turnFileNames = {
  DROVER_QUESTION_FILE: 'question.json',
  DROVER_SUMMARY_FILE: 'summary.md',
} as const;
