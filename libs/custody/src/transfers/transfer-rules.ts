import type { Transaction } from '@carbon/database';
import { Refusal } from '@carbon/kernel';
import type { SerialRange } from '@carbon/ledger';

/** A transfer as the rules of a scheme see it. */
export interface OrderedTransfer {
  readonly from: string;
  readonly to: string;
  readonly instrument: string;
  readonly quantity: bigint;
  /** Undefined at the proposal when the ledger is to choose; always known at the execution of units with serials. */
  readonly serials: readonly SerialRange[] | undefined;
  readonly step: 'proposal' | 'execution';
  readonly now: Date;
}

/** Rules of one scheme about who may have its units. */
export interface SchemeTransferRules {
  /** @throws Refusal when this transfer must not be */
  check(tx: Transaction, order: OrderedTransfer): Promise<void>;
}

/**
 * What schemes say about transfers by order. Units of a scheme with a route of its own are not moved by order until the
 * scheme brings its rules here: no door leads past them.
 */
export class TransferRules {
  private readonly byScheme = new Map<string, SchemeTransferRules>();

  /** @param routes of schemes whose units change hands by rules of their own (scheme → path) */
  constructor(private readonly routes: Readonly<Record<string, string>> = {}) {}

  register(scheme: string, rules: SchemeTransferRules): void {
    if (this.byScheme.has(scheme)) throw new Error(`two rooms bring transfer rules of ${scheme}`);
    this.byScheme.set(scheme, rules);
  }

  /** @throws Refusal of the scheme; LEDGER_SCHEME_DECIDES */
  async check(tx: Transaction, scheme: string, order: OrderedTransfer): Promise<void> {
    const rules = this.byScheme.get(scheme);
    if (rules !== undefined) return rules.check(tx, order);
    const route = this.routes[scheme];
    if (route === undefined) return;
    const { instrument } = order;
    throw new Refusal(
      'LEDGER_SCHEME_DECIDES',
      422,
      {
        zh: `${instrument} 的转让须遵守其机制的规则，请使用 ${route}`,
        en: `${instrument} changes hands by the rules of its scheme: use ${route}`,
      },
      { details: { instrument, route } },
    );
  }
}
