import type { Transaction } from '@carbon/database';
import type { ChinaDate, ChinaMonth } from '@carbon/kernel';
import type { Cause, Ledger, Part, SerialRange, SourceRange } from '@carbon/ledger';
import { Module } from '@nestjs/common';
import type { AssetFacts, Suspicion } from './domain/asset';

export * from './domain/index';

export interface Asset extends AssetFacts {
  readonly id: string;
  /** Short public number, `AS-000123`. */
  readonly number: string;
  readonly holderId: string;
  /** Another asset this one was found to be; then everything counts there. */
  readonly sameAs: string | null;
}

/** Units that stand for a piece of a source, wherever they are now. */
export interface SourcedUnits {
  readonly instrument: string;
  readonly scheme: string;
  readonly issuance: bigint;
  readonly source: SourceRange;
  readonly held: readonly {
    readonly account: string;
    readonly holderId: string;
    readonly part: Part;
    readonly serials: SerialRange;
    /** Never left the account they were issued to: untraded in the sense of EXC-003. */
    readonly untraded: boolean;
  }[];
  /** What has ended, by final account (retirement, cancellation …). */
  readonly ended: readonly { readonly state: string; readonly serials: SerialRange }[];
}

export interface Reservation {
  readonly id: string;
  readonly project: string;
  readonly assetId: string;
  /** Months of the asset's energy that the project may credit, both included. */
  readonly from: ChinaMonth;
  readonly to: ChinaMonth;
}

const soon = (): never => {
  throw new Error('not there yet');
};

/** Enters an asset or finds it again by an exact number, meter or parcel; says what it may also be. */
export const registerAsset: (
  tx: Transaction,
  filing: {
    readonly facts: AssetFacts;
    readonly holderId: string;
    /** Who files it: `plant:<code>`, `project:<id>`. */
    readonly filedAs: string;
    readonly now: Date;
  },
) => Promise<{ asset: Asset; known: boolean; suspicions: readonly Suspicion[] }> = soon;

/** @throws Refusal SOURCE_ASSET_SUSPECTED while somebody must decide whether two files are of one asset */
export const refuseSuspected: (tx: Transaction, assetId: string) => Promise<void> = soon;

/** The months of a plant's energy are the project's from now on (EXC-003). @throws Refusal SOURCE_RESERVED */
export const reserveEnergy: (
  tx: Transaction,
  reservation: {
    readonly project: string;
    readonly assetId: string;
    readonly from: ChinaMonth;
    readonly to: ChinaMonth;
    readonly now: Date;
  },
) => Promise<Reservation> = soon;
export const endReservation: (tx: Transaction, project: string, now: Date) => Promise<void> = soon;
/** Reservations on the energy of plants, by plant code; certificates of such months are issued frozen. */
export const reservationsOn: (
  tx: Transaction,
  plantCodes: readonly string[],
) => Promise<ReadonlyMap<string, readonly Reservation[]>> = soon;

/** Where the units are that stand for any of these ranges, in the order given. */
export const sourcedUnits: (tx: Transaction, ranges: readonly SourceRange[]) => Promise<SourcedUnits[]> =
  soon;
/** The parts of a range that back nothing. */
export const freeRanges: (tx: Transaction, range: SourceRange) => Promise<SourceRange[]> = soon;

export interface ExclusivityDone {
  readonly transactionId: bigint | null;
  /** What was frozen, thawed or cancelled. */
  readonly units: readonly {
    readonly instrument: string;
    readonly account: string;
    readonly serials: SerialRange;
  }[];
  /** Ranges whose units had been traded or used: they cannot earn anything else (EXC-002). */
  readonly traded: readonly SourceRange[];
}
/** EXC-003: untraded units of the ranges are locked (part `locked`). */
export const freezeUntraded: (
  tx: Transaction,
  ledger: Ledger,
  ranges: readonly SourceRange[],
  cause: Cause,
) => Promise<ExclusivityDone> = soon;
/** Undoes the freeze when a project is cancelled. */
export const thawUntraded: typeof freezeUntraded = soon;
/** EXC-004: untraded units of the ranges are cancelled for good, and their source is free again. */
export const cancelUntraded: typeof freezeUntraded = soon;

export interface SourcePeriod {
  readonly from: ChinaDate;
  readonly to: ChinaDate;
}

@Module({})
export class SourcesModule {}

export const sourceMigrations: [] = [];
