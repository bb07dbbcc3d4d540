import { DataSource } from 'typeorm';
import { INSTRUMENTS, openLedgerFixture } from '../support/ledger-fixture';
import { FaultyDatabase } from './faulty-database';
import { Simulation, type SimulationReport } from './simulation';

/** Plays the story of one seed on a fresh database. @throws Error naming the seed and the step that failed */
export async function play(seed: number, steps: number): Promise<SimulationReport> {
  const fixture = await openLedgerFixture(6);
  const source = await new DataSource({
    type: 'postgres',
    url: fixture.serviceUrl,
    poolSize: 2,
  }).initialize();
  const database = new FaultyDatabase(source);
  try {
    const simulation = new Simulation(
      seed,
      database,
      fixture.ledger,
      fixture.clock,
      fixture.accounts,
      INSTRUMENTS,
    );
    return await simulation.run(steps);
  } finally {
    await database.close();
    await fixture.close();
  }
}
