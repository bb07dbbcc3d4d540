import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The bodies that a project or report names follow a merger (CCR-005): the application may write who it is now. */
export class BodiesSucceed1700000011810 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      grant update (validator_id, design_author_id) on credits.project to carbon_app;
      grant update (verifier_id) on credits.report to carbon_app;
      create index project_design_author on credits.project (design_author_id) where design_author_id is not null;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index credits.project_design_author;
      revoke update (verifier_id) on credits.report from carbon_app;
      revoke update (validator_id, design_author_id) on credits.project from carbon_app;
    `);
  }
}
