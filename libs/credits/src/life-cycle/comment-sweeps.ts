import { Database } from '@carbon/database';
import { CLOCK, Recurring } from '@carbon/http';
import { chinaDate, type Clock } from '@carbon/kernel';
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { lockProject, readOverComments } from '../projects/persistence/read-projects';
import { closeCommentIfOver } from '../projects/use-cases/step-project';
import { readOverReports } from '../reductions/persistence/read-reports';
import { lockedPublicReport } from '../reductions/use-cases/report-in-reach';

const EVERY_MS = 60_000;

/**
 * Ends public times whose last day is over (CCR-003, CCR-004), so that it is told without anybody asking. Whoever acts on
 * a project or report meanwhile ends its time first.
 */
@Injectable()
export class CommentSweeps implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger(CommentSweeps.name);
  private readonly sweeps = new Recurring();

  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.sweeps.start({
      every: EVERY_MS,
      work: () => this.sweep(),
      onFault: (error) => this.log.error(error),
    });
  }

  onModuleDestroy(): Promise<void> {
    return this.sweeps.stop();
  }

  /** Closes what is over, each in its own transaction; gives how many there were. */
  async sweep(): Promise<number> {
    const now = this.clock.now();
    const today = chinaDate(now);
    const projects = await readOverComments(this.database, today);
    for (const number of projects) {
      await this.database.transaction(async (tx) => {
        const project = await lockProject(tx, number);
        if (project !== undefined) await closeCommentIfOver(tx, project, now);
      });
    }
    const reports = await readOverReports(this.database, today);
    for (const number of reports) {
      await this.database.transaction((tx) => lockedPublicReport(tx, number, now));
    }
    return projects.length + reports.length;
  }
}
