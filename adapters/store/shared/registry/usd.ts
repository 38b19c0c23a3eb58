/** Dollars are added up in billionths, so that ten times ten cents are one dollar, and giving back leaves nothing. */
const parts = 1e9;

/** The same amount always makes the same number of parts; exact up to two million dollars. */
const partsOf = (usd: number): number => Math.round(usd * parts);

export const plusUsd = (a: number, b: number): number => (partsOf(a) + partsOf(b)) / parts;

export const minusUsd = (a: number, b: number): number => (partsOf(a) - partsOf(b)) / parts;

/** Whether an amount is more than a limit, by a billionth at least. */
export const exceedsUsd = (usd: number, limitUsd: number): boolean => partsOf(usd) > partsOf(limitUsd);
