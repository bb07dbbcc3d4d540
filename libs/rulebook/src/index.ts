export { RuleFamilies, type RuleFamily } from './domain/rule-families';
export {
  type DryRun,
  type DryRunFindings,
  type DryRunJob,
  type DryRunLine,
  type DryRunRules,
  type DryRunTotal,
} from './dry-runs/dry-run';
export { DryRuns } from './dry-runs/dry-runs';
export { rulebookMigrations } from './persistence/migrations/index';
export { RulebookFaultsError } from './released/write-released';
export { Rulebook } from './rulebook';
export { RulebookModule, type RulebookParts } from './rulebook.module';
