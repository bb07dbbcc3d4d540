import { JudicialFreezes1700000008100 } from './1700000008100-judicial-freezes';

export const accountDeskMigrations = [JudicialFreezes1700000008100];
