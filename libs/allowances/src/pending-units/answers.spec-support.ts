import type { Answer } from '../../../../tests/support/platform-fixture';

/** A task as it travels. */
export interface SentTask {
  readonly id: string;
  readonly state: string;
  readonly outcome: Readonly<Record<string, string>> | null;
  readonly failure: { readonly code: string } | null;
}

/** An answer that must not be a refusal. */
export function accepted(answer: Answer): Answer {
  if (answer.statusCode >= 300) throw new Error(`${answer.statusCode} ${answer.body}`);
  return answer;
}

/** Code and rule of a refusal; neither in any other answer. */
export function refusalOf(answer: Answer): { readonly code?: string; readonly rule?: string } {
  const { code, rule } = answer.json<{ code?: string; rule?: string }>();
  return { ...(code && { code }), ...(rule && { rule }) };
}
