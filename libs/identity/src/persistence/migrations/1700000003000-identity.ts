import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Holders: who can have accounts. Their ids stand in the ledger without a foreign key, rooms being kept apart. */
export class Identity1700000003000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create schema identity;
      grant usage on schema identity to carbon_app;

      create table identity.holder (
        id uuid primary key,
        code text collate "C" not null unique check (code ~ '^[A-Z0-9][A-Z0-9._-]{1,39}$'),
        name_zh text not null check (name_zh <> ''),
        name_en text not null check (name_en <> ''),
        kind text not null check (kind in
          ('key-emitter', 'organisation', 'resident', 'generator', 'project-owner', 'aggregator', 'market-operator',
           'verifier', 'auditor', 'regulator', 'registry-operator', 'data-partner', 'merchant', 'bank')),
        province text,
        -- where the entry comes from, for honest labels: 'synthetic', a document line, a registration
        source text not null check (source <> ''),
        created_at timestamptz not null
      );
      create index holder_kind on identity.holder (kind, code);

      grant select, insert on identity.holder to carbon_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop schema identity cascade`);
  }
}
