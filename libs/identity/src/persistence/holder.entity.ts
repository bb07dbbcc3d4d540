import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Holder, HolderKind } from '../domain/holder';
import type { HolderState } from '../domain/holder-state';

@Entity({ schema: 'identity', name: 'holder' })
export class HolderEntity implements Holder {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'text', unique: true })
  code!: string;

  @Column({ type: 'text', name: 'name_zh' })
  nameZh!: string;

  @Column({ type: 'text', name: 'name_en' })
  nameEn!: string;

  @Column({ type: 'text' })
  kind!: HolderKind;

  @Column({ type: 'text', nullable: true })
  province!: string | null;

  @Column({ type: 'text' })
  country!: string;

  @Column({ type: 'text', name: 'social_credit_code', nullable: true })
  socialCreditCode!: string | null;

  @Column({ type: 'text' })
  state!: HolderState;

  @Column({ type: 'uuid', name: 'successor_id', nullable: true })
  successorId!: string | null;

  @Column({ type: 'text' })
  source!: string;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;
}

export const identityEntities = [HolderEntity];
