import { Privacy1700000002700 } from './1700000002700-privacy';

export const privacyMigrations = [Privacy1700000002700];
export const privacyEntities = [];
