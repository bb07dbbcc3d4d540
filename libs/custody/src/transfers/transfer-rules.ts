import type { Transaction } from '@carbon/database';
import { checkedPart } from '@carbon/http';
import { type ChinaDate, fault, malformed, Refusal } from '@carbon/kernel';
import type { SerialRange } from '@carbon/ledger';
import type { Type } from '@nestjs/common';

/** A transfer as the rules of a scheme see it. */
export interface OrderedTransfer<D extends object = object> {
  readonly from: string;
  readonly to: string;
  readonly instrument: string;
  readonly quantity: bigint;
  /** Undefined at the proposal when the ledger is to choose; always known at the execution of units with serials. */
  readonly serials: readonly SerialRange[] | undefined;
  /** What the proposal said to the scheme; undefined where the scheme asks for nothing. */
  readonly details: D | undefined;
  readonly step: 'proposal' | 'execution' | 'reversal';
  readonly now: Date;
}

/**
 * What a scheme tells of its units beside their instrument: for the record of a sale (GEC-019), and to schemes that take
 * units of others (SUR-004, SUR-005). What it does not know is undefined, and never assumed.
 */
export interface UnitFacts {
  /** Where what they stand for was made: GB/T 2260 code of the province. */
  readonly province?: string;
  /** Production month or year, as the scheme writes it. */
  readonly period?: string;
  /** Whether what they stand for was subsidised, in the scheme's words. */
  readonly subsidyClass?: string;
  /** Of credits: the scheme that registered them. */
  readonly creditScheme?: string;
  /** Of credits: the China day on which they were registered. */
  readonly registeredOn?: ChinaDate;
  /** Of credits: whether what they stand for lies inside an allowance scheme. */
  readonly coveredByEts?: boolean;
}

/** Rules of one scheme about who may have its units. */
export interface SchemeTransferRules<D extends object = object> {
  /** The class-validator body of what a proposal must say to the scheme; it says nothing where there is none. */
  readonly details?: Type<D>;
  /** @throws Refusal when this transfer must not be */
  check(tx: Transaction, order: OrderedTransfer<D>): Promise<void>;
  /**
   * Which units to set apart when the proposal names none; the ledger takes any when undefined.
   * @throws Refusal when there are none that may be transferred
   */
  choose?(tx: Transaction, order: OrderedTransfer<D>): Promise<readonly SerialRange[] | undefined>;
  /** What is told of units of one instrument; the instrument's own period where undefined. */
  facts?(tx: Transaction, instrument: string): Promise<UnitFacts>;
  /** Follows what was executed, in its transaction. @throws Refusal when it must not be even so */
  completed?(tx: Transaction, order: OrderedTransfer<D>, transactionId: bigint): Promise<void>;
  /** Follows the reversal of what `transactionId` moved, in its transaction. */
  reversed?(tx: Transaction, order: OrderedTransfer<D>, transactionId: bigint): Promise<void>;
}

/**
 * What schemes say about transfers by order. Units of a scheme with a route of its own are not moved by order until the
 * scheme brings its rules here: no door leads past them.
 */
export class TransferRules {
  private readonly byScheme = new Map<string, SchemeTransferRules>();

  /** @param routes of schemes whose units change hands by rules of their own (scheme → path) */
  constructor(private readonly routes: Readonly<Record<string, string>> = {}) {}

  register<D extends object>(scheme: string, rules: SchemeTransferRules<D>): void {
    if (this.byScheme.has(scheme)) throw new Error(`two rooms bring transfer rules of ${scheme}`);
    this.byScheme.set(scheme, rules);
  }

  /**
   * What a proposal says to the scheme of its units, checked by the scheme's own class.
   * @throws Refusal INPUT_MALFORMED with faults below `payload.scheme`
   */
  async detailsOf(scheme: string | null, given: object | undefined): Promise<object | undefined> {
    const details = this.rulesOf(scheme)?.details;
    if (details !== undefined) return checkedPart(details, given ?? {}, 'payload.scheme');
    if (given === undefined) return undefined;
    throw malformed([
      fault('payload.scheme', 'unknown', 'the scheme of these units asks for nothing', '该机制无需附加信息'),
    ]);
  }

  /** @throws Refusal of the scheme; LEDGER_SCHEME_DECIDES */
  async check(tx: Transaction, scheme: string, order: OrderedTransfer): Promise<void> {
    const rules = this.rulesOf(scheme);
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

  /** The units to set apart: those that were named, else the scheme's choice, else the ledger's. @throws Refusal */
  async choose(
    tx: Transaction,
    scheme: string | null,
    order: OrderedTransfer,
  ): Promise<readonly SerialRange[] | undefined> {
    return order.serials ?? this.rulesOf(scheme)?.choose?.(tx, order);
  }

  /** Empty where the scheme tells nothing. */
  async factsOf(tx: Transaction, scheme: string | null, instrument: string): Promise<UnitFacts> {
    return (await this.rulesOf(scheme)?.facts?.(tx, instrument)) ?? {};
  }

  async completed(
    tx: Transaction,
    scheme: string | null,
    order: OrderedTransfer,
    transactionId: bigint,
  ): Promise<void> {
    await this.rulesOf(scheme)?.completed?.(tx, order, transactionId);
  }

  async reversed(
    tx: Transaction,
    scheme: string | null,
    order: OrderedTransfer,
    transactionId: bigint,
  ): Promise<void> {
    await this.rulesOf(scheme)?.reversed?.(tx, order, transactionId);
  }

  private rulesOf(scheme: string | null): SchemeTransferRules | undefined {
    return scheme === null ? undefined : this.byScheme.get(scheme);
  }
}
