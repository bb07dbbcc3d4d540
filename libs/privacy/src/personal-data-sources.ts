import type { Transaction } from '@carbon/database';
import type { ChinaDate, Json, Text } from '@carbon/kernel';
import { ConsentListeners } from './consent-listeners';
import { retentionRule } from './rules/privacy-pack';

/** What law has a room keep of a person, though erasure was asked for (PII-003). */
export interface KeepingDuty {
  /** The last day of keeping. */
  readonly until: ChinaDate;
  /** Rule ID. */
  readonly rule: string;
  readonly reason: Text;
}

/** How a room removes one kind of data that has done its work. */
export interface RetentionSweep {
  /** A category of the retention rules with a longest time. */
  readonly category: string;
  /** Removes at most `limit` rows from before a moment. @returns how many */
  removeDue(tx: Transaction, before: Date, limit: number, now: Date): Promise<number>;
}

/** What a room holds of natural persons, and what can be done with it. */
export interface PersonalDataSource {
  readonly room: string;
  /** Everything it holds of the person (PII-002). */
  exportOf(tx: Transaction, personId: string): Promise<Json>;
  /** What law has it keep; asked before anything is erased. */
  mustKeep?(tx: Transaction, personId: string, now: Date): Promise<KeepingDuty | undefined>;
  /** Deletes what it holds. */
  erase?(tx: Transaction, personId: string, now: Date): Promise<void>;
  /** Stops all processing but storage: ends sessions, stops mails. Called of every room when any must keep. */
  restrict?(tx: Transaction, personId: string, now: Date): Promise<void>;
  readonly retention?: readonly RetentionSweep[];
}

/** The rooms of this process that hold data of persons. */
export class PersonalDataSources {
  /** Whom the ends of consents and guardianships are told. */
  readonly listeners = new ConsentListeners();
  private readonly sources = new Map<string, PersonalDataSource>();

  register(source: PersonalDataSource): void {
    if (this.sources.has(source.room)) throw new Error(`${source.room} registers its personal data twice`);
    for (const { category } of source.retention ?? []) {
      if (retentionRule(category)?.maximumMonths === undefined) {
        throw new Error(`${source.room} would remove ${category}, for which no rule says after how long`);
      }
    }
    this.sources.set(source.room, source);
  }

  /** By the names of the rooms. */
  all(): PersonalDataSource[] {
    return [...this.sources.values()].sort((a, b) => (a.room < b.room ? -1 : 1));
  }
}
