/**
 * A name of a bank account's owner as it is compared: banks differ in widths of brackets and letters, in spaces and capitals,
 * never in the characters of a name.
 */
export const comparableName = (name: string): string =>
  name.normalize('NFKC').replaceAll(/\s+/gu, '').toUpperCase();

/** An account number as it is compared: banks print it in groups. */
export const comparableNumber = (number: string): string =>
  number
    .normalize('NFKC')
    .replaceAll(/[\s-]+/gu, '')
    .toUpperCase();

/** What others see of an account number. */
export const maskedNumber = (number: string): string => `****${number.slice(-4)}`;
