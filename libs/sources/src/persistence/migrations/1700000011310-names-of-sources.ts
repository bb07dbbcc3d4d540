import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Tells the ledger by which names it may meet one source: a thing that was filed twice has energy under two plant codes,
 * and days under two assets. The grammar is that of `domain/source-keys.ts`.
 */
export class NamesOfSources1700000011310 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create or replace function ledger.source_names(p_key text) returns setof text
      language sql stable as $$
        select p_key
        union
        select 'energy:' || substr(o.filed_as, 7) || ':' || split_part(p_key, ':', 3)
          from sources.asset_filing f
          join sources.asset a on a.id = f.asset_id
          join sources.asset s on s.id = coalesce(a.same_as, a.id) or s.same_as = coalesce(a.same_as, a.id)
          join sources.asset_filing o on o.asset_id = s.id and o.filed_as like 'plant:%'
         where p_key like 'energy:%' and f.filed_as = 'plant:' || split_part(p_key, ':', 2)
        union
        select 'reduction:' || s.id
          from sources.asset a
          join sources.asset s on s.id = coalesce(a.same_as, a.id) or s.same_as = coalesce(a.same_as, a.id)
         where a.id = case when p_key ~ '^reduction:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
                           then substr(p_key, 11)::uuid end
      $$;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create or replace function ledger.source_names(p_key text) returns setof text
      language sql stable as $$ select p_key $$;
    `);
  }
}
