import { Rulebook1700000013100 } from './1700000013100-rulebook';

export const rulebookMigrations = [Rulebook1700000013100];
