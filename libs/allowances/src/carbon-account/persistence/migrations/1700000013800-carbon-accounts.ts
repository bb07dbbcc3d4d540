import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Carbon codes that enterprises show to everybody, and the warnings in their inboxes. */
export class CarbonAccounts1700000013800 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- the slug is random: whoever was not shown the code does not find it
      create table allowances.carbon_code (
        holder_id uuid not null,
        market text not null,
        slug text collate "C" not null unique check (slug ~ '^[A-Za-z0-9_-]{22}$'),
        shown boolean not null,
        changed_at timestamptz not null,
        changed_by text not null,
        primary key (holder_id, market)
      );
      grant select, insert, update (shown, changed_at, changed_by) on allowances.carbon_code to carbon_app;

      create table allowances.warning (
        id uuid primary key,
        seq bigint generated always as identity unique,
        holder_id uuid not null,
        kind text not null,
        -- what it is about, once at a time: 'CN 2025', 'CN 2026-09 unit-1'
        subject text not null,
        facts jsonb not null,
        raised_at timestamptz not null,
        seen_at timestamptz,
        seen_by text,
        cleared_at timestamptz
      );
      create unique index warning_stands on allowances.warning (holder_id, kind, subject) where cleared_at is null;
      create index warning_inbox on allowances.warning (holder_id, seq);
      grant select, insert, update (seen_at, seen_by, cleared_at) on allowances.warning to carbon_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table allowances.warning;
      drop table allowances.carbon_code;
    `);
  }
}
