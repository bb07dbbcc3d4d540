import { ExchangeMoves1700000013500 } from './1700000013500-exchange-moves';

export const holdingMigrations = [ExchangeMoves1700000013500];
