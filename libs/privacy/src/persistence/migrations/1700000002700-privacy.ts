import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Natural persons. Nothing here can be read without the master key, which is not here; without the row of
 * `person_key` nothing of a person can be read by anybody (PII-005), and its fields and indexes go with it.
 */
export class Privacy1700000002700 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create schema privacy;
      grant usage on schema privacy to carbon_app;

      create table privacy.person (
        id uuid primary key,
        created_at timestamptz not null,
        erased_at timestamptz,
        -- PII-003: erasure was asked for, and law has it kept until the end of this day
        restricted_at timestamptz,
        restricted_until date,
        check ((restricted_at is null) = (restricted_until is null)),
        check (erased_at is null or restricted_at is null)
      );
      create index person_restricted on privacy.person (restricted_until, id) where restricted_until is not null;

      create table privacy.person_key (
        person_id uuid primary key references privacy.person,
        master_key_id text not null,
        wrapped bytea not null
      );
      create index person_key_master on privacy.person_key (master_key_id, person_id);

      create table privacy.person_field (
        person_id uuid not null references privacy.person_key on delete cascade,
        field text not null check (field in ('name', 'email', 'phone', 'identityNumber', 'birthDate', 'address')),
        sealed bytea not null,
        changed_at timestamptz not null,
        primary key (person_id, field)
      );

      -- the digest is claimed before the person is made, so that of many at once one makes the person
      create table privacy.person_index (
        person_id uuid not null references privacy.person_key on delete cascade deferrable initially deferred,
        purpose text not null check (purpose in ('email', 'phone', 'identity-number')),
        digest bytea not null check (length(digest) = 32),
        primary key (person_id, purpose)
      );
      create unique index identity_index on privacy.person_index (digest) where purpose = 'identity-number';
      create index person_index_digest on privacy.person_index (purpose, digest);

      -- PII-001: who acts for a child; the evidence is a document, known by its SHA-256
      create table privacy.guardianship (
        id uuid primary key,
        guardian_id uuid not null references privacy.person,
        ward_id uuid not null references privacy.person check (ward_id <> guardian_id),
        evidence_hash bytea not null check (length(evidence_hash) = 32),
        began_at timestamptz not null,
        ended_at timestamptz check (ended_at >= began_at)
      );
      create unique index guardianship_in_force on privacy.guardianship (ward_id, guardian_id) where ended_at is null;
      create index guardianship_of_guardian on privacy.guardianship (guardian_id, id);

      -- what was said, never changed: a withdrawal is a row that names the one it withdraws
      create table privacy.consent (
        id uuid primary key,
        seq bigint not null unique generated always as identity,
        person_id uuid not null references privacy.person,
        purpose text not null,
        text_version text not null,
        -- the data source that may be used for the purpose
        source text not null,
        granted boolean not null,
        -- asked for alone, not among other things
        separate boolean not null,
        withdraws uuid unique references privacy.consent,
        given_by uuid not null references privacy.person,
        at timestamptz not null,
        check (withdraws is null or not granted)
      );
      create index consent_of_person on privacy.consent (person_id, seq);
      create index consent_of_purpose on privacy.consent (person_id, purpose, source, seq);

      create function privacy.refuse_change() returns trigger language plpgsql as $$
      begin
        raise exception 'consents are append-only' using errcode = 'CL027';
      end $$;
      create trigger consent_is_kept before update or delete or truncate on privacy.consent
        for each statement execute function privacy.refuse_change();

      grant select, insert on privacy.guardianship, privacy.consent to carbon_app;
      grant update (ended_at) on privacy.guardianship to carbon_app;
      grant select, insert on privacy.person to carbon_app;
      grant update (erased_at, restricted_at, restricted_until) on privacy.person to carbon_app;
      grant select, insert, delete on privacy.person_key to carbon_app;
      grant update (master_key_id, wrapped) on privacy.person_key to carbon_app;
      grant select, insert on privacy.person_field to carbon_app;
      grant update (sealed, changed_at) on privacy.person_field to carbon_app;
      grant select, insert, delete on privacy.person_index to carbon_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop schema privacy cascade`);
  }
}
