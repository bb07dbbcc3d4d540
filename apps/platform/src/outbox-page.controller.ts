import { Database } from '@carbon/database';
import { PublicRoute } from '@carbon/http';
import { type OutboxMail, readOutbox } from '@carbon/identity';
import { chinaTimestamp } from '@carbon/kernel';
import { PersonVault } from '@carbon/privacy';
import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';

const NEWEST = 50;

/** What would have been mailed: on one's own machine, where nobody's mail leaves, people read it here. */
@ApiExcludeController()
@Controller('outbox')
@PublicRoute()
export class OutboxPageController {
  constructor(
    private readonly database: Database,
    private readonly vault: PersonVault,
  ) {}

  @Get()
  @Header('Content-Type', 'text/html; charset=utf-8')
  @Header('Cache-Control', 'no-store')
  async show(): Promise<string> {
    const { items } = await readOutbox(this.database, { limit: NEWEST }, this.vault);
    return page(items.map(card).join('\n'));
  }
}

const STATES: Readonly<Record<OutboxMail['state'], string>> = {
  waiting: '待发送 waiting',
  sent: '已发送 sent',
  'given-up': '发送失败 given up',
  erased: '收件人已注销 erased',
};

function card({ template, state, createdAt, letter }: OutboxMail): string {
  return `<article><header><b>${escape(letter?.subject ?? template)}</b> <span>${STATES[state]}</span>
    <time>${escape(chinaTimestamp(createdAt).slice(0, 19).replace('T', ' '))}</time></header>
    <pre>${escape(letter?.text ?? '')}</pre></article>`;
}

function page(cards: string): string {
  return `<!doctype html><html lang="zh"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>发件箱 Outbox · 碳账本</title>
<style>
  body { font: 16px/1.6 system-ui, 'Noto Sans CJK SC', sans-serif; margin: 0 auto; max-width: 46rem; padding: 1.5rem;
         color: #1c2b24; background: #f4f7f5 }
  h1 { font-size: 1.4rem; margin: 0 } p { color: #52655b; margin: .25rem 0 1.25rem }
  article { background: #fff; border: 1px solid #d9e3dd; border-radius: .6rem; padding: 1rem; margin: 0 0 1rem }
  header { display: flex; flex-wrap: wrap; gap: .25rem .75rem; align-items: baseline }
  header span { color: #13705a } header time { margin-left: auto; color: #6d7d75; font-size: .9rem }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; margin: .75rem 0 0 }
</style></head><body>
<h1>发件箱 Outbox</h1>
<p>演示环境不发送邮件，内容显示在这里。 Nothing is mailed from a demonstration; what would have been stands here.</p>
${cards === '' ? '<p>还没有邮件。 No mails yet.</p>' : cards}
</body></html>`;
}

function escape(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
  };
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? character);
}
