import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a holder is by its register, the state it is in, what changed it, groups of companies, and engagements of
 * auditors. Refused here with their own codes: CL065 a change that does not fit the holder, CL066 a group in a circle,
 * CL067 what has ended begins or ends again.
 */
export class Holders1700000006500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(HOLDER);
    await runner.query(CHANGES);
    await runner.query(ENDINGS);
    await runner.query(GROUPS);
    await runner.query(ENGAGEMENTS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table identity.engagement_holder, identity.engagement, identity.holder_group, identity.holder_change;
      drop function identity.keep_ended, identity.refuse_group_cycle, identity.apply_holder_change,
        identity.refuse_holder_history_change, identity.lock_holders;
      drop index identity.holder_organisation;
      alter table identity.holder
        drop column social_credit_code, drop column country, drop column state, drop column successor_id;
    `);
  }
}

const HOLDER = `
  alter table identity.holder
    add column social_credit_code text collate "C",
    add column country text not null default 'CN' check (country ~ '^[A-Z]{2}$'),
    add column state text not null default 'active' check (state in ('active', 'suspended', 'closed')),
    add column successor_id uuid references identity.holder,
    -- check characters are looked at by the application
    add constraint holder_social_credit_code_format check (social_credit_code ~
      '^[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{8}[0-9X][0-9A-HJ-NPQRTUWXY]$'),
    add constraint holder_social_credit_code_once unique (social_credit_code),
    add constraint holder_resident_has_no_code check (kind <> 'resident' or social_credit_code is null),
    add constraint holder_successor check (successor_id is null or (state = 'closed' and successor_id <> id));
  create index holder_organisation on identity.holder (code) where kind <> 'resident';

  -- The application may not update holders, so it cannot lock them itself: in the order of ids, until its transaction
  -- ends.
  create function identity.lock_holders(ids uuid[]) returns void language plpgsql security definer
    set search_path = pg_catalog as $$
  begin
    perform from identity.holder where id = any(ids) order by id for no key update;
  end $$;
  revoke execute on function identity.lock_holders from public;
  grant execute on function identity.lock_holders to carbon_app;
`;

const CHANGES = `
  -- The only way a holder changes: a row here. What it says stands before must be what stands.
  create table identity.holder_change (
    id uuid primary key,
    holder_id uuid not null references identity.holder,
    act text not null check (act in ('rename', 'suspend', 'resume', 'close', 'merge')),
    name_zh_before text not null,
    name_en_before text not null,
    state_before text not null,
    name_zh text not null check (name_zh <> ''),
    name_en text not null check (name_en <> ''),
    state text not null,
    successor_id uuid references identity.holder,
    reason text not null check (reason <> ''),
    document_hash bytea check (length(document_hash) = 32),
    task_id uuid,
    changed_at timestamptz not null,
    changed_by text not null,
    approved_by text,
    constraint holder_change_of_names check
      ((act = 'rename') = ((name_zh, name_en) <> (name_zh_before, name_en_before))),
    constraint holder_change_of_state check ((act, state_before, state) in (
      ('rename', 'active', 'active'), ('rename', 'suspended', 'suspended'),
      ('suspend', 'active', 'suspended'), ('resume', 'suspended', 'active'),
      ('close', 'active', 'closed'), ('close', 'suspended', 'closed'),
      ('merge', 'active', 'closed'), ('merge', 'suspended', 'closed'))),
    constraint holder_change_has_successor check ((act = 'merge') = (successor_id is not null)),
    -- ETS-015: names change, and holders merge, on a reviewed document
    constraint holder_change_has_document check (act not in ('rename', 'merge') or document_hash is not null)
  );
  create index holder_change_holder on identity.holder_change (holder_id, changed_at);

  create function identity.apply_holder_change() returns trigger language plpgsql security definer
    set search_path = pg_catalog as $$
  begin
    update identity.holder
       set name_zh = new.name_zh, name_en = new.name_en, state = new.state, successor_id = new.successor_id
     where id = new.holder_id and name_zh = new.name_zh_before and name_en = new.name_en_before
       and state = new.state_before;
    if not found then
      raise exception 'holder % is not what the change says it was', new.holder_id using errcode = 'CL065';
    end if;
    return null;
  end $$;
  create trigger holder_change_applies after insert on identity.holder_change
    for each row execute function identity.apply_holder_change();

  create function identity.refuse_holder_history_change() returns trigger language plpgsql as $$
  begin
    raise exception 'the history of holders is append-only' using errcode = 'CL065';
  end $$;
  create trigger holder_change_is_kept before update or delete or truncate on identity.holder_change
    for each statement execute function identity.refuse_holder_history_change();

  grant select, insert on identity.holder_change to carbon_app;
`;

const ENDINGS = `
  create function identity.keep_ended() returns trigger language plpgsql as $$
  begin
    if old.ended_at is not null then
      raise exception 'what has ended stays ended' using errcode = 'CL067';
    end if;
    return new;
  end $$;
`;

const GROUPS = `
  -- Companies of one group: whose consolidated view shows whom. Ownership does not move.
  create table identity.holder_group (
    id uuid primary key,
    parent_id uuid not null references identity.holder,
    member_id uuid not null references identity.holder,
    joined_at timestamptz not null,
    joined_by text not null,
    -- the member's consent to be seen by the parent
    consent_hash bytea not null check (length(consent_hash) = 32),
    ended_at timestamptz,
    ended_by text,
    check (parent_id <> member_id),
    check ((ended_at is null) = (ended_by is null)),
    check (ended_at >= joined_at)
  );
  create unique index holder_group_one_parent on identity.holder_group (member_id) where ended_at is null;
  create index holder_group_members on identity.holder_group (parent_id) where ended_at is null;

  -- Joins happen one after the other: two at once could each look harmless and close a circle together.
  create function identity.refuse_group_cycle() returns trigger language plpgsql as $$
  begin
    perform pg_advisory_xact_lock(hashtextextended('identity.holder_group', 0));
    if exists (
      with recursive above(id) as (
        select new.parent_id
        union
        select g.parent_id from above join identity.holder_group g on g.member_id = above.id and g.ended_at is null
      ) select from above where id = new.member_id
    ) then
      raise exception 'holder % stands above its parent', new.member_id using errcode = 'CL066';
    end if;
    return new;
  end $$;
  create trigger holder_group_has_no_cycle before insert on identity.holder_group
    for each row execute function identity.refuse_group_cycle();
  create trigger holder_group_stays_ended before update on identity.holder_group
    for each row execute function identity.keep_ended();

  grant select, insert, update (ended_at, ended_by) on identity.holder_group to carbon_app;
`;

const ENGAGEMENTS = `
  create table identity.engagement (
    id uuid primary key,
    auditor_id uuid not null references identity.holder,
    -- codes of instruments; null for all
    instruments text[] check (cardinality(instruments) > 0),
    -- which days of China may be seen
    window_from date not null,
    window_to date not null,
    -- when they may be looked at
    access_from timestamptz not null,
    access_until timestamptz not null,
    purpose text not null check (purpose <> ''),
    document_hash bytea not null check (length(document_hash) = 32),
    task_id uuid,
    created_at timestamptz not null,
    created_by text not null,
    approved_by text,
    check (window_from <= window_to),
    check (access_from < access_until),
    unique (id, auditor_id, access_from, access_until)
  );
  create index engagement_auditor on identity.engagement (auditor_id, id);

  -- Whom it is about. Each holder's part ends by itself: one holder's administrator does not end another's.
  create table identity.engagement_holder (
    engagement_id uuid not null,
    holder_id uuid not null references identity.holder,
    auditor_id uuid not null,
    access_from timestamptz not null,
    access_until timestamptz not null,
    ended_at timestamptz,
    ended_by text,
    primary key (engagement_id, holder_id),
    foreign key (engagement_id, auditor_id, access_from, access_until)
      references identity.engagement (id, auditor_id, access_from, access_until),
    check ((ended_at is null) = (ended_by is null)),
    check (holder_id <> auditor_id),
    -- one engagement of an auditor about a holder at a time, so that its window is one window
    constraint engagement_one_at_a_time exclude using gist
      (auditor_id with =, holder_id with =, tstzrange(access_from, access_until) with &&) where (ended_at is null)
  );
  create index engagement_holder_holder on identity.engagement_holder (holder_id, engagement_id);
  create trigger engagement_stays_ended before update on identity.engagement_holder
    for each row execute function identity.keep_ended();

  grant select, insert on identity.engagement, identity.engagement_holder to carbon_app;
  grant update (ended_at, ended_by) on identity.engagement_holder to carbon_app;
`;
