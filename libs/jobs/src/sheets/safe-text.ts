/** What a spreadsheet takes for a formula when a text begins with it. */
const FORMULA = /^[=+\-@\t\r]/;
const NUMBER = /^-?\d+(\.\d+)?$/;
/** Digits that a spreadsheet would shorten: leading zeros, or more than the 15 that it keeps. */
const SHORTENED = /^(0\d+|\d{16,})$/;

/**
 * A text as it may stand in a CSV file that somebody opens in a spreadsheet: what would be executed, or lose digits, gets
 * an apostrophe in front.
 */
export function safeText(text: string): string {
  return FORMULA.test(text) || SHORTENED.test(text) ? `'${text}` : text;
}

/** The same for columns of numbers: a number is let through with its sign. */
export function safeNumber(text: string): string {
  return NUMBER.test(text) ? text : safeText(text);
}
