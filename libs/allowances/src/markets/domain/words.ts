import type { Text } from '@carbon/kernel';

export const text = (zh: string, en: string): Text => ({ zh, en });

/** What a rule says in plain words, and what is said where nothing is known of it. */
export type InWords<T> = (value: NonNullable<T>) => Text;

export const notKnown = (zh: string, en: string): Text => text(`${zh}：未见规定`, `${en}: no rule is known`);

export const joined = (parts: readonly Text[], separators = { zh: '；', en: '; ' }): Text => ({
  zh: parts.map(({ zh }) => zh).join(separators.zh),
  en: parts.map(({ en }) => en).join(separators.en),
});
