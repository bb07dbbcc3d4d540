export { Rulebook } from './rulebook';
export { RulebookModule } from './rulebook.module';
