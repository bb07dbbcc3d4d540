import type { Reader } from '@carbon/database';
import type { ChinaDate, Json, Text } from '@carbon/kernel';
import type { PackSource } from '@carbon/rules';
import { Injectable } from '@nestjs/common';

/** Something an enterprise should look at. */
export interface Warning {
  readonly holderId: string;
  /** What of it, once at a time: `CN 2025`. */
  readonly subject: string;
  readonly facts: Readonly<Record<string, Json>>;
}

/** One rule that warns. What it does not name any longer is over. */
export interface WarningRule {
  readonly kind: string;
  readonly title: Text;
  /** Rule IDs. */
  readonly rules: readonly string[];
  /** The sentence in an inbox. */
  tell(facts: Readonly<Record<string, Json>>): Text;
  find(reader: Reader, packs: PackSource, on: ChinaDate): Promise<readonly Warning[]>;
}

/** A fact as it stands in a sentence; nothing where it is missing. */
export const said = (fact: Json | undefined): string => (typeof fact === 'string' ? fact : '');

/** The rules that warn, of all parts of this room. */
@Injectable()
export class WarningRules {
  private readonly rules = new Map<string, WarningRule>();

  register(rule: WarningRule): void {
    if (this.rules.has(rule.kind)) throw new Error(`two rules warn of ${rule.kind}`);
    this.rules.set(rule.kind, rule);
  }

  all(): WarningRule[] {
    return [...this.rules.values()].sort((a, b) => (a.kind < b.kind ? -1 : 1));
  }

  find(kind: string): WarningRule | undefined {
    return this.rules.get(kind);
  }
}
