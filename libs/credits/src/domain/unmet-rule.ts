import { type Text, Refusal } from '@carbon/kernel';
import type { Certainty } from '@carbon/rules/domain';

/** A rule that a project or a reduction does not meet, or of which too little is known to say that it does. */
export interface UnmetRule {
  readonly rule: string;
  readonly certainty: Certainty;
  /** The field it is about. */
  readonly field: string;
  readonly message: Text;
  /** Set where the rule fails for want of an input: unknown is never fulfilled. */
  readonly unknown?: true;
}

/** One refusal of all that is not met, each as a fault of its field; nothing to refuse gives nothing. */
export function refuseUnmet(code: string, unmet: readonly UnmetRule[]): void {
  const [first] = unmet;
  if (first === undefined) return;
  throw new Refusal(
    code,
    422,
    {
      zh: unmet.map(({ message }) => message.zh).join('；'),
      en: unmet.map(({ message }) => message.en).join('; '),
    },
    { rule: first.rule, fields: unmet.map(({ field, rule, message }) => ({ field, rule, message })) },
  );
}
