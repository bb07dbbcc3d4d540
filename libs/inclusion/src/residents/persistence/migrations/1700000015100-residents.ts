import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Codes by which residents link accounts and families, what they prefer, whom they share with, and what is left of the
 * months of those who went: sums, so that the figures of a programme stay what they were.
 */
export class Residents1700000015100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(CODES);
    await runner.query(FAMILIES);
    await runner.query(DEPARTED);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table inclusion.departed_month, inclusion.preference, inclusion.relative, inclusion.family_code,
        inclusion.wrong_code, inclusion.link_code;
    `);
  }
}

const CODES = `
  -- one a resident and partner: another takes its place. Keyed fingerprints; deleted by use
  create table inclusion.link_code (
    resident_id bigint not null references inclusion.resident,
    partner_id int not null references inclusion.partner,
    code_hash bytea not null unique check (length(code_hash) = 32),
    text_version text not null,
    child boolean not null,
    expires_at timestamptz not null,
    primary key (resident_id, partner_id)
  );

  -- wrong codes of a partner or a resident since the window began
  create table inclusion.wrong_code (
    kind text not null check (kind in ('partner', 'resident')),
    guesser_id bigint not null,
    since timestamptz not null,
    wrong int not null,
    primary key (kind, guesser_id)
  );

  grant select, insert, delete on inclusion.link_code, inclusion.wrong_code to carbon_app;
  grant update (code_hash, text_version, child, expires_at) on inclusion.link_code to carbon_app;
  grant update (since, wrong) on inclusion.wrong_code to carbon_app;
`;

const FAMILIES = `
  create table inclusion.family_code (
    resident_id bigint primary key references inclusion.resident,
    code_hash bytea not null unique check (length(code_hash) = 32),
    -- what the resident calls the relative; sealed for the resident's own person
    label bytea,
    expires_at timestamptz not null
  );

  -- two rows a tie, one for each side: what the one calls the other, and whether the other may act for it
  create table inclusion.relative (
    resident_id bigint not null references inclusion.resident,
    relative_id bigint not null references inclusion.resident check (relative_id <> resident_id),
    label bytea,
    helper boolean not null default false,
    since timestamptz not null,
    primary key (resident_id, relative_id)
  );
  create index relative_other on inclusion.relative (relative_id, resident_id);

  create table inclusion.preference (
    resident_id bigint primary key references inclusion.resident,
    large_type boolean not null default false,
    language text not null default 'zh' check (language in ('zh', 'en')),
    in_challenges boolean not null default true,
    changed_at timestamptz not null
  );

  grant select, insert, delete on inclusion.family_code, inclusion.relative, inclusion.preference to carbon_app;
  grant update (code_hash, label, expires_at) on inclusion.family_code to carbon_app;
  grant update (helper, label) on inclusion.relative to carbon_app;
  grant update (large_type, language, in_challenges, changed_at) on inclusion.preference to carbon_app;
`;

const DEPARTED = `
  create table inclusion.departed_month (
    programme_id smallint not null references inclusion.programme,
    month date not null,
    -- how many of those who went had acts in the month
    residents int not null,
    acts bigint not null,
    points bigint not null,
    reduced_ug numeric not null,
    emitted_ug numeric not null,
    primary key (programme_id, month)
  );
  grant select, insert on inclusion.departed_month to carbon_app;
  grant update (residents, acts, points, reduced_ug, emitted_ug) on inclusion.departed_month to carbon_app;
`;
