import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Claims of natural persons name them by an id of the vault; sales that were reversed are sales no more; plants go over
 * to a successor. Of each, what was before is kept.
 */
export class PersonsSalesAndSuccessors1700000010000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(PERSONS);
    await runner.query(SALES);
    await runner.query(SUCCESSORS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger plant_keeps_its_file on certificates.plant;
      revoke update (holder_id) on certificates.plant from carbon_app;
      drop table certificates.plant_holder_change;

      drop function certificates.take_back_sale(bigint);
      drop table certificates.sale_taken_back;
      drop index certificates.sold_range_transaction;

      do $$
      begin
        if exists (select from certificates.claim where beneficiary_person_id is not null) then
          raise exception 'claims of persons cannot be told in clear again';
        end if;
      end $$;
      drop trigger claim_is_kept on certificates.claim;
      revoke update (sealed) on certificates.claim from carbon_app;
      alter table certificates.claim
        drop constraint claim_beneficiary,
        drop column beneficiary_person_id,
        drop column sealed,
        alter column beneficiary_zh set not null,
        alter column beneficiary_en set not null,
        alter column beneficiary_identifier set not null,
        alter column salt set not null,
        alter column purpose set not null,
        alter column place set not null;
      drop function certificates.refuse_change;
    `);
  }
}

const PERSONS = `
  create function certificates.refuse_change() returns trigger language plpgsql as $$
  begin
    raise exception 'this record is kept as it is' using errcode = 'CL070';
  end $$;

  -- only the master key outside the database could encrypt them, and their numbers were never checked
  do $$
  begin
    if exists (select from certificates.claim where beneficiary_kind = 'person') then
      raise exception 'claims of persons stand in clear: enter these persons in the vault first' using errcode = 'CL071';
    end if;
  end $$;

  alter table certificates.claim
    add column beneficiary_person_id uuid,
    -- salt, purpose and place under the key of the person; null once that person is erased (PII-005)
    add column sealed bytea,
    alter column beneficiary_zh drop not null,
    alter column beneficiary_en drop not null,
    alter column beneficiary_identifier drop not null,
    alter column salt drop not null,
    alter column purpose drop not null,
    alter column place drop not null,
    add constraint claim_beneficiary check (case beneficiary_kind
      when 'organisation' then beneficiary_zh is not null and beneficiary_en is not null
        and beneficiary_identifier is not null and salt is not null and purpose is not null and place is not null
        and beneficiary_person_id is null and sealed is null
      else beneficiary_person_id is not null and beneficiary_zh is null and beneficiary_en is null
        and beneficiary_identifier is null and salt is null and purpose is null and place is null end);
  create index claim_person on certificates.claim (beneficiary_person_id, id) where beneficiary_person_id is not null;

  -- a claim is final: only what is sealed with a person can be forgotten
  create trigger claim_is_kept before update on certificates.claim
    for each row when (new.sealed is not null
      or to_jsonb(new) - 'sealed' is distinct from to_jsonb(old) - 'sealed')
    execute function certificates.refuse_change();
  grant update (sealed) on certificates.claim to carbon_app;
`;

const SALES = `
  create index sold_range_transaction on certificates.sold_range (transaction_id);

  create table certificates.sale_taken_back (
    transaction_id bigint not null,
    instrument text not null,
    first_serial bigint not null,
    last_serial bigint not null,
    -- the journal row that undid the sale
    reversing_id bigint not null,
    primary key (transaction_id, instrument, first_serial)
  );
  create trigger sale_taken_back_is_kept before update or delete or truncate on certificates.sale_taken_back
    for each statement execute function certificates.refuse_change();
  grant select on certificates.sale_taken_back to carbon_app;

  -- GEC-009: a sale that never was. CL072 unless the ledger itself says that it was undone.
  create function certificates.take_back_sale(sale bigint) returns void
  language plpgsql security definer set search_path = certificates, pg_temp as $$
  declare undone bigint;
  begin
    select reversing_id into undone from ledger.reversal where reversed_id = sale;
    if undone is null then
      raise exception 'the sale % was not reversed', sale using errcode = 'CL072';
    end if;
    with gone as (delete from certificates.sold_range where transaction_id = sale returning *)
    insert into certificates.sale_taken_back
      select transaction_id, instrument, first_serial, last_serial, undone from gone;
  end $$;
  revoke all on function certificates.take_back_sale(bigint) from public;
  grant execute on function certificates.take_back_sale(bigint) to carbon_app;
`;

const SUCCESSORS = `
  create table certificates.plant_holder_change (
    plant_id uuid not null references certificates.plant,
    from_holder uuid not null,
    to_holder uuid not null,
    at timestamptz not null,
    by_whom text not null,
    approver text,
    reason text not null,
    document_hash bytea check (length(document_hash) = 32),
    primary key (plant_id, at)
  );
  create trigger plant_holder_change_is_kept before update or delete or truncate on certificates.plant_holder_change
    for each statement execute function certificates.refuse_change();
  grant select, insert on certificates.plant_holder_change to carbon_app;

  -- of what was filed, only whose it is changes
  create trigger plant_keeps_its_file before update on certificates.plant
    for each row when (to_jsonb(new) - 'holder_id' is distinct from to_jsonb(old) - 'holder_id')
    execute function certificates.refuse_change();
  grant update (holder_id) on certificates.plant to carbon_app;
`;
