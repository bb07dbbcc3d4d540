import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Rule packs as versions that never change, what was tried before one was approved, and versions taken back in time. */
export class Rulebook1700000013100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table rules.pack_version (
        id bigint primary key generated always as identity,
        family text not null,
        version text not null check (version ~ '^[0-9]{4}\\.[1-9][0-9]{0,8}$'),
        -- SHA-256 of the canonical JSON (RFC 8785) of the content, which only its reader can compute
        hash text not null check (hash ~ '^[0-9a-f]{64}$'),
        content jsonb not null,
        title_zh text not null,
        title_en text not null,
        effective_from date not null,
        effective_to date check (effective_to >= effective_from),
        origin text not null check (origin in ('released', 'approved')),
        task_id uuid unique,
        proposed_by text,
        approved_by text,
        reason text,
        recorded_at timestamptz not null,
        unique (family, version),
        check (coalesce(content ->> 'id' = family and content ->> 'version' = version
          and content ->> 'effectiveFrom' = to_char(effective_from, 'YYYY-MM-DD')
          and content ->> 'effectiveTo' is not distinct from to_char(effective_to, 'YYYY-MM-DD')
          and content #>> '{title,zh}' = title_zh and content #>> '{title,en}' = title_en, false)),
        check ((origin = 'approved') = (num_nonnulls(task_id, proposed_by, approved_by, reason) = 4)),
        check (origin = 'approved' or num_nonnulls(task_id, proposed_by, approved_by, reason) = 0),
        check (proposed_by <> approved_by),
        -- nothing calculated before an approval comes out otherwise; the next version ends an approved one
        check (origin = 'released' or (effective_to is null
          and effective_from > (recorded_at at time zone 'Asia/Shanghai')::date))
      );

      create table rules.pack_withdrawal (
        id bigint primary key generated always as identity,
        version_id bigint not null unique references rules.pack_version,
        task_id uuid not null unique,
        withdrawn_by text not null,
        approved_by text not null check (approved_by <> withdrawn_by),
        reason text not null,
        withdrawn_at timestamptz not null
      );

      create table rules.pack_dry_run (
        id uuid primary key,
        seq bigint not null unique generated always as identity,
        family text not null,
        version text not null,
        hash text not null check (hash ~ '^[0-9a-f]{64}$'),
        content jsonb not null,
        -- what it is compared with
        baseline_version text not null,
        baseline_hash text not null,
        job_id uuid not null,
        requested_by text not null,
        requested_at timestamptz not null
      );
      create index pack_dry_run_hash on rules.pack_dry_run (family, hash, seq);

      create table rules.pack_dry_run_result (
        dry_run_id uuid primary key references rules.pack_dry_run,
        -- the names of the trials it is made of, and what each found
        trials text[] not null check (cardinality(trials) > 0),
        results jsonb not null,
        file_name text not null,
        file_sha256 text not null check (file_sha256 ~ '^[0-9a-f]{64}$'),
        finished_at timestamptz not null
      );

      create function rules.keep_packs() returns trigger language plpgsql as $$
      begin
        raise exception 'rows of %.% are never changed', tg_table_schema, tg_table_name using errcode = 'CL026';
      end $$;

      -- ids are given in the order of commits: who has seen an id has seen all lower ones
      create function rules.pack_writers_in_turn() returns trigger language plpgsql as $$
      begin
        perform pg_advisory_xact_lock(hashtextextended('rules.pack_version', 0));
        return null;
      end $$;

      -- what counts as approved is what a task holds that was approved (REG-001)
      create function rules.pack_version_was_approved() returns trigger language plpgsql as $$
      begin
        if new.origin = 'approved' and not exists (
          select from approvals.task t
           where t.id = new.task_id and t.kind = 'rule-pack-version' and t.state = 'approved'
             and t.initiator = new.proposed_by and t.payload -> 'pack' = new.content
        ) then
          raise exception 'no approved task holds this version of %', new.family using errcode = 'CL028';
        end if;
        return new;
      end $$;

      create function rules.pack_withdrawal_in_time() returns trigger language plpgsql as $$
      begin
        if not exists (
          select from rules.pack_version v
           where v.id = new.version_id and v.origin = 'approved'
             and v.effective_from > (new.withdrawn_at at time zone 'Asia/Shanghai')::date
        ) then
          raise exception 'only an approved version that has not begun is withdrawn' using errcode = 'CL028';
        end if;
        if not exists (
          select from approvals.task t
           where t.id = new.task_id and t.kind = 'rule-pack-withdrawal' and t.state = 'approved'
             and t.initiator = new.withdrawn_by
        ) then
          raise exception 'no approved task withdraws this version' using errcode = 'CL028';
        end if;
        return new;
      end $$;

      create trigger pack_version_in_turn before insert on rules.pack_version
        for each statement execute function rules.pack_writers_in_turn();
      create trigger pack_withdrawal_in_turn before insert on rules.pack_withdrawal
        for each statement execute function rules.pack_writers_in_turn();
      create trigger pack_version_was_approved before insert on rules.pack_version
        for each row execute function rules.pack_version_was_approved();
      create trigger pack_withdrawal_in_time before insert on rules.pack_withdrawal
        for each row execute function rules.pack_withdrawal_in_time();
    `);
    for (const table of TABLES) {
      await runner.query(`
        create trigger ${table}_is_kept before update or delete or truncate on rules.${table}
          for each statement execute function rules.keep_packs();
        grant select, insert on rules.${table} to carbon_app;
      `);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [...TABLES].reverse()) await runner.query(`drop table rules.${table}`);
    await runner.query(`
      drop function rules.keep_packs;
      drop function rules.pack_writers_in_turn;
      drop function rules.pack_version_was_approved;
      drop function rules.pack_withdrawal_in_time;
    `);
  }
}

const TABLES = ['pack_version', 'pack_withdrawal', 'pack_dry_run', 'pack_dry_run_result'] as const;
