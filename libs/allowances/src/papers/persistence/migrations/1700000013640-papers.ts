import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Papers of compliance (SUR-014): notices of what is due, certificates of what was met. */
export class CompliancePapers1700000013640 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create sequence allowances.compliance_notice_number as bigint;
      create sequence allowances.compliance_certificate_number as bigint;
      grant usage on sequence allowances.compliance_notice_number, allowances.compliance_certificate_number
        to carbon_app;

      -- a changed obligation is a further version; the highest counts
      create table allowances.compliance_notice (
        number text collate "C" primary key check (number ~ '^TN-[0-9]{8}-[0-9]{8,19}-[0-9]$'),
        market text not null,
        year int not null,
        holder_id uuid not null,
        version int not null check (version > 0),
        content jsonb not null,
        content_hash bytea not null check (length(content_hash) = 32),
        made_at timestamptz not null,
        made_by text not null,
        unique (market, year, holder_id, version)
      );
      create index compliance_notice_holder on allowances.compliance_notice (holder_id, number);

      create table allowances.compliance_certificate (
        number text collate "C" primary key check (number ~ '^CC-[0-9]{8}-[0-9]{8,19}-[0-9]$'),
        market text not null,
        year int not null,
        holder_id uuid not null,
        facts jsonb not null,
        facts_hash bytea not null check (length(facts_hash) = 32),
        -- the surrender with which the obligation was met
        completing_id uuid not null references allowances.surrender,
        issued_at timestamptz not null,
        issued_by text not null
      );
      create index compliance_certificate_holder on allowances.compliance_certificate (holder_id, number);
      create index compliance_certificate_of on allowances.compliance_certificate (market, year, holder_id);

      -- what a certificate rests on: it stands as long as all of these do
      create table allowances.compliance_certificate_surrender (
        certificate text not null references allowances.compliance_certificate,
        surrender_id uuid not null references allowances.surrender,
        primary key (certificate, surrender_id)
      );
      create index compliance_certificate_by_surrender
        on allowances.compliance_certificate_surrender (surrender_id);

      create trigger compliance_notice_is_kept before update or delete or truncate on allowances.compliance_notice
        for each statement execute function allowances.refuse_change();
      create trigger compliance_certificate_is_kept before update or delete or truncate
        on allowances.compliance_certificate for each statement execute function allowances.refuse_change();
      create trigger compliance_certificate_surrender_is_kept before update or delete or truncate
        on allowances.compliance_certificate_surrender for each statement execute function allowances.refuse_change();
      grant select, insert on allowances.compliance_notice, allowances.compliance_certificate,
        allowances.compliance_certificate_surrender to carbon_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table allowances.compliance_certificate_surrender, allowances.compliance_certificate,
        allowances.compliance_notice;
      drop sequence allowances.compliance_certificate_number, allowances.compliance_notice_number;
    `);
  }
}
