import type { Transaction } from '@carbon/database';

/** A mail to be sent after its transaction is done. The address is looked up in the vault when it is sent. */
export interface Mail {
  readonly toPersonId: string;
  /** `password-reset` {token, expiresAt}. */
  readonly template: string;
  /** What the template is filled with. May hold a token: whoever stores it stores it sealed. */
  readonly values: Readonly<Record<string, string>>;
}

/** Takes mails in the transaction of what they tell of, so that none is sent of what did not happen. */
export abstract class Mailer {
  abstract enqueue(tx: Transaction, mail: Mail, now: Date): Promise<void>;
}
