import { Calendar1700000002600 } from './1700000002600-calendar';

export const rulesMigrations = [Calendar1700000002600];
