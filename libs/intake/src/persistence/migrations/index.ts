import { Intake1700000011500 } from './1700000011500-intake';
import { Verification1700000011510 } from './1700000011510-verification';

export const intakeMigrations = [Intake1700000011500, Verification1700000011510];
