import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Appeals of residents, and challenges among neighbours. All of it goes when its resident is forgotten. */
export class Community1700000015400 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(APPEALS);
    await runner.query(UPHELD);
    await runner.query(CHALLENGES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table inclusion.challenge_standing, inclusion.challenge_member, inclusion.challenge, inclusion.appeal;
      delete from inclusion.act_correction where kind = 'upheld';
      alter table inclusion.act_correction drop constraint act_correction_kind_check,
        drop constraint act_correction_check;
      alter table inclusion.act_correction
        add constraint act_correction_kind_check check (kind in ('revoked', 'corrected')),
        add constraint act_correction_check
          check ((kind = 'corrected') = (num_nonnulls(started_at, duration_s, amount) > 0));
    `);
  }
}

const APPEALS = `
  create table inclusion.appeal (
    id uuid primary key,
    resident_id bigint not null references inclusion.resident,
    programme_id smallint not null references inclusion.programme,
    month date not null,
    act_no bigint not null,
    -- the verdict it is against
    pass_id bigint not null,
    grounds text not null,
    state text not null check (state in ('open', 'proposed', 'upheld', 'dismissed')),
    filed_at timestamptz not null,
    -- the answer as the operator's maker proposes it, for the second pair of eyes; no task holds it
    task_id uuid,
    started_at timestamptz,
    duration_s int,
    amount bigint check (amount > 0),
    reason text,
    decision text check (decision in ('upheld', 'dismissed')),
    decided_at timestamptz,
    unique (resident_id, act_no, pass_id),
    check ((state = 'open') = (decision is null)),
    check ((decision is null) = (task_id is null) and (decision is null) = (reason is null)),
    check ((decided_at is not null) = (state in ('upheld', 'dismissed')))
  );
  create index appeal_resident on inclusion.appeal (resident_id, id);
  create index appeal_programme on inclusion.appeal (programme_id, id);

  grant select, insert, delete on inclusion.appeal to carbon_app;
  grant update (state, task_id, started_at, duration_s, amount, reason, decision, decided_at)
    on inclusion.appeal to carbon_app;
`;

/** An upheld appeal is a correction like those of partners, and may leave everything as it was told. */
const UPHELD = `
  alter table inclusion.act_correction drop constraint if exists act_correction_kind_check,
    drop constraint if exists act_correction_check;
  alter table inclusion.act_correction
    add constraint act_correction_kind_check check (kind in ('revoked', 'corrected', 'upheld')),
    add constraint act_correction_check
      check (kind = 'upheld' or (kind = 'corrected') = (num_nonnulls(started_at, duration_s, amount) > 0));
`;

const CHALLENGES = `
  create table inclusion.challenge (
    id uuid primary key,
    programme_id smallint not null references inclusion.programme,
    -- null where the programme's operator opened it, and once its opener is forgotten
    opener_id bigint references inclusion.resident,
    by_operator boolean not null,
    title text not null,
    -- anybody of the programme, or those who know the code
    kind text not null check (kind in ('programme', 'invited')),
    code text unique,
    -- numbers of methods; null for all
    methods smallint[],
    begins date not null,
    -- the last China day
    ends date not null check (ends >= begins),
    -- how many may join; null for any number
    places int check (places > 0),
    -- the China day after which nothing more is told of its days, and its ranking is final
    settled_on date not null check (settled_on > ends),
    members int not null default 0 check (members >= 0),
    opened_at timestamptz not null,
    ranked_at timestamptz,
    finished_at timestamptz,
    -- as of the final ranking: who leaves later takes nothing out of what was told of all
    final_members int,
    final_ug numeric,
    cancelled_at timestamptz,
    check ((kind = 'invited') = (code is not null)),
    check (places is null or members <= places)
  ) with (fillfactor = 80);
  create index challenge_programme on inclusion.challenge (programme_id, id);
  create index challenge_opener on inclusion.challenge (opener_id, id) where opener_id is not null;
  create index challenge_due on inclusion.challenge (ranked_at nulls first)
    where finished_at is null and cancelled_at is null;

  create table inclusion.challenge_member (
    challenge_id uuid not null references inclusion.challenge,
    resident_id bigint not null references inclusion.resident,
    nickname text not null,
    -- of the consent it stands on
    text_version text not null,
    joined_at timestamptz not null,
    primary key (challenge_id, resident_id)
  );
  create unique index challenge_nickname on inclusion.challenge_member (challenge_id, lower(nickname));
  create index challenge_member_resident on inclusion.challenge_member (resident_id, challenge_id);

  -- places as of the last ranking; ties share a place, and have positions one after the other
  create table inclusion.challenge_standing (
    challenge_id uuid not null,
    resident_id bigint not null,
    place int not null,
    position int not null,
    acts int not null,
    reduced_ug bigint not null,
    primary key (challenge_id, resident_id),
    foreign key (challenge_id, resident_id) references inclusion.challenge_member on delete cascade
  ) with (fillfactor = 80);
  create index challenge_standing_position on inclusion.challenge_standing (challenge_id, position);

  grant select, insert on inclusion.challenge to carbon_app;
  grant update (opener_id, title, members, ranked_at, finished_at, final_members, final_ug, cancelled_at) on inclusion.challenge to carbon_app;
  grant select, insert, delete on inclusion.challenge_member to carbon_app;
  grant select, insert, update, delete on inclusion.challenge_standing to carbon_app;
`;
