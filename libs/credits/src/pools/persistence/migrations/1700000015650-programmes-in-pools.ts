import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A whole inclusion programme may be a member of a pool: what it brings into a period is told by the room that counts
 * its residents, and by nobody's hand.
 */
export class ProgrammesInPools1700000015650 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table credits.pool_member
        drop constraint pool_member_kind_check,
        add constraint pool_member_kind_check
          check (kind in ('household', 'farmer', 'resident', 'organisation', 'programme')),
        drop constraint pool_member_asset_kind_check,
        add constraint pool_member_asset_kind_check
          check (asset_kind in ('meter', 'parcel', 'device', 'plant', 'programme')),
        add constraint programme_is_its_own_thing check ((kind = 'programme') = (asset_kind = 'programme'));
    `);
    await runner.query(CONTRIBUTIONS);
    await runner.query(GUARDS);
    await runner.query(`
      grant select, insert on credits.pool_contribution to carbon_app;
      grant update (from_unit, micrograms, residents, withdrawn_ug, evidence_hash, told_by, told_at)
        on credits.pool_contribution to carbon_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger programme_is_told_by_its_room on credits.pool_share;
      drop table credits.pool_contribution;
      drop function credits.keep_contribution(), credits.share_is_as_told();
      alter table credits.pool_member
        drop constraint programme_is_its_own_thing,
        drop constraint pool_member_kind_check,
        add constraint pool_member_kind_check check (kind in ('household', 'farmer', 'resident', 'organisation')),
        drop constraint pool_member_asset_kind_check,
        add constraint pool_member_asset_kind_check check (asset_kind in ('meter', 'parcel', 'device', 'plant'));
    `);
  }
}

const CONTRIBUTIONS = `
  create table credits.pool_contribution (
    period_id uuid not null references credits.pool_period,
    member_id uuid not null references credits.pool_member,
    programme text not null check (programme ~ '^[A-Z][A-Z0-9-]{1,19}$'),
    -- the first of these micrograms, by the programme's own running number
    from_unit bigint not null check (from_unit >= 0),
    micrograms bigint not null check (micrograms >= 0),
    residents int not null check (residents >= 0),
    -- taken back since: of what was verified, or of what the issue before had carried over
    withdrawn_ug bigint not null default 0 check (withdrawn_ug >= 0),
    -- over the shares of the residents, as the programme keeps them
    evidence_hash bytea not null check (length(evidence_hash) = 32),
    told_by text not null,
    told_at timestamptz not null,
    primary key (period_id, member_id),
    -- no microgram of a programme is told in two periods, of whatever pool
    constraint contributions_stand_apart exclude using gist
      (programme with =, int8range(from_unit, from_unit + micrograms) with &&)
  );
`;

const GUARDS = `
  create function credits.keep_contribution() returns trigger language plpgsql as $$
  declare
    current_state text := (select state from credits.pool_period where id = old.period_id);
  begin
    if current_state = 'issued' or (current_state = 'verified' and new.micrograms <> old.micrograms) then
      raise exception 'what a programme brought into a period that is % is kept', current_state using errcode = 'CL115';
    end if;
    return new;
  end $$;
  create trigger contribution_is_kept before update on credits.pool_contribution
    for each row execute function credits.keep_contribution();

  create function credits.share_is_as_told() returns trigger language plpgsql as $$
  begin
    if exists (select from credits.pool_member where id = new.member_id and kind = 'programme')
       and new.measure is distinct from (select micrograms from credits.pool_contribution
             where period_id = new.period_id and member_id = new.member_id) then
      raise exception 'a programme brings what its residents gave' using errcode = 'CL113';
    end if;
    return new;
  end $$;
  create trigger programme_is_told_by_its_room before insert or update of measure on credits.pool_share
    for each row when (new.measure is not null) execute function credits.share_is_as_told();
`;
