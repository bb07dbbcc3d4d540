import { createHash } from 'node:crypto';
import { canonicalJson, chinaTimestamp, type ChinaDate, type Json } from '@carbon/kernel';
import type { RuleReference } from '../../domain/index';
import type { Surrender, SurrenderLot } from '../../surrender/domain/surrender';

/** An enterprise as its papers name it. */
export interface NamedHolder {
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly identifier: string | null;
}

/** A completed surrender with what it ended. */
export interface CountedSurrender {
  readonly surrender: Surrender;
  readonly lots: readonly SurrenderLot[];
}

export interface CertifiedYear {
  readonly market: string;
  readonly year: number;
  readonly holder: NamedHolder;
  readonly dueT: bigint;
  readonly deadline: ChinaDate | undefined;
  /** Undefined where the rules of the market name no day. */
  readonly inTime: boolean | undefined;
  readonly pack: RuleReference;
  /** The earliest first. */
  readonly surrenders: readonly CountedSurrender[];
}

export type CertificateFacts = Readonly<Record<string, Json>>;

/**
 * SUR-014: what a certificate says: what was due, what met it and when, in which transactions and serials. Nothing in it
 * depends on ids or on when it is made, so that the same facts give the same bytes (RFC 8785).
 */
export function certificateFacts(certified: CertifiedYear): CertificateFacts {
  const { market, year, holder, dueT, deadline, inTime, pack, surrenders } = certified;
  const { code, nameZh, nameEn, identifier } = holder;
  const sum = (of: (one: Surrender) => bigint) =>
    surrenders.reduce((total, { surrender }) => total + of(surrender), 0n).toString();
  return {
    ...{ market, year, inTime: inTime ?? null, deadline: deadline ?? null, due: dueT.toString() },
    holder: { code, nameZh, nameEn, identifier },
    surrendered: sum(({ allowancesT }) => allowancesT),
    credits: sum(({ creditsT }) => creditsT),
    serials: surrenders.reduce((count, { lots }) => count + runsOf(lots), 0),
    surrenders: surrenders.map(surrenderFacts),
    pack: { id: pack.id, version: pack.version, hash: pack.hash, certainty: pack.certainty },
  };
}

function surrenderFacts({ surrender, lots }: CountedSurrender): Json {
  const { account, completedAt, appliedAt, transactionId } = surrender;
  return {
    transaction: transactionId === null ? null : transactionId.toString(),
    ...{ account, appliedAt: chinaTimestamp(appliedAt) },
    completedAt: completedAt === null ? null : chinaTimestamp(completedAt),
    lots: lots.map(({ kind, instrument, quantity, serials }) => ({
      ...{ kind, instrument, quantity: quantity.toString() },
      serials: serials.map(({ first, last }) => `${first.toString()}-${last.toString()}`),
    })),
  };
}

const runsOf = (lots: readonly SurrenderLot[]) =>
  lots.reduce((runs, { serials }) => runs + serials.length, 0);

/** SHA-256 of the canonical JSON. */
export function factsHash(facts: CertificateFacts): Buffer {
  return createHash('sha256').update(canonicalJson(facts)).digest();
}
