import type { Language, Text } from '@carbon/kernel';

/** What a command says and how it ends. */
export interface Terminal {
  readonly language: Language;
  /** A line of the answer, on standard output. */
  say(line: string): void;
  /** A line beside the answer, on standard error: progress, warnings, errors. */
  note(line: string): void;
  /** A sentence in the user's language. */
  tell(text: Text): string;
}

/** Chinese where the environment speaks Chinese, else English. */
export function languageOfEnvironment(environment: NodeJS.ProcessEnv): Language {
  const locale = environment['LC_ALL'] ?? environment['LC_MESSAGES'] ?? environment['LANG'] ?? '';
  return locale.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

export function terminal(language: Language): Terminal {
  return {
    language,
    say: (line) => void process.stdout.write(`${line}\n`),
    note: (line) => void process.stderr.write(`${line}\n`),
    tell: (text) => text[language],
  };
}

/** How commands end. */
export const EXIT = {
  ok: 0,
  /** The thing asked about is not as it should be: a bundle that does not verify, a reconciliation with differences. */
  no: 1,
  /** The input was refused. */
  refused: 2,
  /** What was needed could not be reached. */
  unreachable: 3,
} as const;
export type Exit = (typeof EXIT)[keyof typeof EXIT];
