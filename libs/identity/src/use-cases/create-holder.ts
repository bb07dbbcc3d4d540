import type { Transaction } from '@carbon/database';
import { newId } from '@carbon/kernel';
import type { Holder, HolderKind } from '../domain/holder';
import { holderCodeTaken } from '../domain/refusals';
import { HolderEntity } from '../persistence/holder.entity';

export interface NewHolder {
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly kind: HolderKind;
  readonly province?: string | undefined;
  readonly source: string;
}

/** Enters a holder. @throws Refusal HOLDER_CODE_TAKEN */
export async function createHolder(tx: Transaction, entry: NewHolder, now: Date): Promise<Holder> {
  const holder: Holder = {
    id: newId(),
    code: entry.code,
    nameZh: entry.nameZh,
    nameEn: entry.nameEn,
    kind: entry.kind,
    province: entry.province ?? null,
    source: entry.source,
    createdAt: now,
  };
  // waits for an open transaction with the same code, instead of failing the whole of this one
  const inserted = await tx.manager
    .createQueryBuilder()
    .insert()
    .into(HolderEntity)
    .values(holder)
    .orIgnore()
    .returning('id')
    .execute();
  if ((inserted.raw as unknown[]).length === 0) throw holderCodeTaken(entry.code);
  return holder;
}
